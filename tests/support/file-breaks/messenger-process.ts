import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AccountCallName, CallAnswer, CallArgument } from '../../../preload/contract/api';
import type { Result } from '../../../preload/contract/result';
import { eventually } from '../eventually';
import type { News, Order } from './messenger-words';

const onlineTimeoutMs = 120_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What a run hears of the bytes of files. */
export type Heard = Extract<News, { readonly cid: string }>;

/** One messenger on one folder, over any number of processes. */
export class MessengerProcess {
  private readonly folder: string;
  private child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, Waiting>();
  private lastNumber = 0;
  private readonly listeners = new Set<(heard: Heard) => void>();
  private gone: Promise<void> = Promise.resolve();
  private isEnding = false;

  constructor(
    private readonly program: string,
    readonly name: string,
  ) {
    this.folder = mkdtempSync(join(tmpdir(), `tim-files-${name}-`));
    this.child = this.launch();
  }

  /** Calls `listener` with every word about the bytes of files; the answer ends it. */
  onHeard(listener: (heard: Heard) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Rejects when it cannot be done, or the process ends first. */
  order(order: Order): Promise<unknown> {
    this.lastNumber += 1;
    const number = this.lastNumber;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.child.stdin.write(`${JSON.stringify({ number, order })}\n`);
    });
  }

  /** Calls the bridge; what it refuses fails. */
  async call<N extends AccountCallName>(
    name: N,
    argument: CallArgument<N>,
  ): Promise<Extract<CallAnswer<N>, { ok: true }>['value']> {
    // The program answers what the call has answered.
    const answer = (await this.order({ kind: 'call', name, argument })) as Result<unknown>;
    if (!answer.ok) throw new Error(`${this.name}: ${name} was refused: ${answer.failure.code}`);
    return answer.value as Extract<CallAnswer<N>, { ok: true }>['value'];
  }

  async isOnline(): Promise<void> {
    const what = `${this.name} online`;
    await eventually(async () => (await this.order({ kind: 'online' })) === true, {
      what,
      timeoutMs: onlineTimeoutMs,
    });
  }

  /** SIGKILL, and the next process on the same folder. */
  async killAndStart(): Promise<void> {
    await this.end('SIGKILL');
    this.child = this.launch();
  }

  /** Ends it and removes its folder. */
  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.isEnding = true;
    this.child.kill(signal);
    await this.gone;
    this.isEnding = false;
  }

  private launch(): ChildProcessWithoutNullStreams {
    const child = spawn(process.execPath, [this.program, this.folder, this.name], { stdio: 'pipe' });
    child.stderr.pipe(process.stderr);
    // Told when the last of what it said was read.
    this.gone = new Promise((resolve) => {
      child.once('close', () => {
        for (const { reject } of this.waiting.values()) reject(new Error(`${this.name} has ended`));
        this.waiting.clear();
        resolve();
      });
    });
    child.stdin.on('error', (error) => {
      if (!this.isEnding) throw error;
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.hear(line));
    return child;
  }

  private hear(line: string): void {
    // Written by the program.
    const news = JSON.parse(line) as News;
    if (!('number' in news)) {
      for (const listener of this.listeners) listener(news);
      return;
    }
    const waiting = this.waiting.get(news.number);
    this.waiting.delete(news.number);
    if (news.kind === 'answer') waiting?.resolve(news.value);
    else if (waiting === undefined) throw new Error(`${this.name}: ${news.reason}`);
    else waiting.reject(new Error(`${this.name}: ${news.reason}`));
  }
}
