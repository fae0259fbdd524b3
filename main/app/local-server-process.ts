import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { LocalServer } from '../account/local-server';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { JsonFile } from '../platform/json-file';
import type { Logger } from '../platform/logger';
import { makePrivateFolder } from '../platform/private-folder';
import type { ForkServer, ServerChild } from './server-child';

const startTimeoutMs = 20_000;
const stopTimeoutMs = 4_000;
const readyLine = /^listening (ws:\/\/127\.0\.0\.1:(\d{1,5})\/tim)\s*$/m;
const portShape = z.object({ port: z.number().int().min(1).max(65_535) });

/** The file that remembers the port of this computer's server. */
export const portFile = (path: string): JsonFile<z.output<typeof portShape>> => new JsonFile(path, portShape);

/** What the server of this computer needs. */
export interface LocalServerOptions {
  readonly fork: ForkServer;
  /** Folder of the server's own database. */
  readonly dataDirectory: string;
  /** File that remembers the port: accounts keep the address, so it must not change from one start to the next. */
  readonly portFile: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface RunningServer {
  readonly address: Promise<string>;
  readonly child: ServerChild;
  readonly gone: Promise<void>;
}

/** Starts and ends the embedded server. It is started at most once at a time; after an exit the next start tries again. */
export class LocalServerProcess implements LocalServer {
  private running: RunningServer | null = null;
  private isStopping = false;

  constructor(private readonly options: LocalServerOptions) {}

  /** The server's address. Rejects when the process ends, stays silent for 20 s, or its remembered port is taken. */
  start(key: Uint8Array): Promise<string> {
    this.isStopping = false;
    this.running ??= this.launch(key);
    return this.running.address;
  }

  async stop(): Promise<void> {
    const { running } = this;
    if (running === null) return;
    this.isStopping = true;
    running.child.kill();
    const timeout = waitMs(this.options.clock, stopTimeoutMs);
    await Promise.race([running.gone, timeout.over]);
    timeout.timer.dispose();
  }

  async wipe(): Promise<void> {
    await this.stop();
    const { dataDirectory } = this.options;
    await rm(dataDirectory, { recursive: true, force: true });
    makePrivateFolder(dataDirectory);
    await rm(this.options.portFile, { force: true });
  }

  private launch(key: Uint8Array): RunningServer {
    const { fork, dataDirectory, logger } = this.options;
    // Accounts keep the address: a port that cannot be read must not become another one.
    const port = portFile(this.options.portFile).load()?.port ?? 0;
    // Nobody else is on this computer's server: its cast is the company.
    const child = fork(['--port', String(port), '--data', dataDirectory, '--key-from-starter', '--demo']);
    child.giveKey(key);
    const gone = new Promise<void>((resolve) => {
      child.onExit((code) => {
        if (!this.isStopping) logger.error('local server ended', { code, port });
        this.running = null;
        resolve();
      });
    });
    return { address: this.waitForAddress(child, gone), child, gone };
  }

  private async waitForAddress(child: ServerChild, gone: Promise<void>): Promise<string> {
    const timeout = waitMs(this.options.clock, startTimeoutMs);
    try {
      const ready = await Promise.race([
        readReadyLine(child),
        gone.then(() => null),
        timeout.over.then(() => null),
      ]);
      if (ready === null) throw new Error('the local server did not start');
      portFile(this.options.portFile).write({ port: ready.port });
      return ready.address;
    } catch (error) {
      this.isStopping = true;
      child.kill();
      throw error;
    } finally {
      timeout.timer.dispose();
    }
  }
}

function readReadyLine(child: ServerChild): Promise<{ readonly address: string; readonly port: number }> {
  return new Promise((resolve) => {
    let output = '';
    let isReady = false;
    child.onOutput((text) => {
      if (isReady) return;
      output += text;
      const [, address, port] = readyLine.exec(output) ?? [];
      if (address === undefined) return;
      isReady = true;
      resolve({ address, port: Number(port) });
    });
  });
}

function waitMs(clock: Clock, delayMs: number): { readonly over: Promise<void>; readonly timer: Disposable } {
  let finish = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { over, timer: clock.after(delayMs, finish) };
}
