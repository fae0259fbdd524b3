import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A tim server in a process of its own. */
export interface ServerProcess {
  /** `ws://127.0.0.1:port/tim` */
  readonly url: string;
  readonly dataDirectory: string;
  readonly pid: number;
  /** Ends the process as a crash would. */
  kill(): Promise<void>;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

const projectDirectory = join(__dirname, '../..');
const readyLine = /^listening (ws:\/\/\S+)$/m;

/** A server whose clock tests can set. */
export interface ServerWithClock extends ServerProcess {
  /** Sets the server's clock forward; resolves when the server has the new time. */
  advanceClock(byMs: number): Promise<void>;
}

/** Starts the built server (`out/main/server.js`) on a free port with a new folder. Rejects with what it said when it ends. */
export async function startServerProcess(extraFlags: readonly string[] = []): Promise<ServerProcess> {
  return (await startServer(extraFlags, [])).server;
}

/** The same program with a clock that can be set while it runs. */
export async function startServerWithClock(extraFlags: readonly string[] = []): Promise<ServerWithClock> {
  const clock = pathToFileURL(join(__dirname, 'movable-clock.mjs')).href;
  const { server, child } = await startServer(extraFlags, ['--import', clock]);
  return {
    ...server,
    async advanceClock(byMs) {
      const moved = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
      child.stdin.write(`${byMs}\n`);
      await moved;
    },
  };
}

async function startServer(
  extraFlags: readonly string[],
  nodeFlags: readonly string[],
): Promise<{ readonly server: ServerProcess; readonly child: ChildProcessWithoutNullStreams }> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tim-server-'));
  const program = join(projectDirectory, 'out/main/server.js');
  const child = spawn(
    process.execPath,
    [...nodeFlags, program, '--port', '0', '--data', dataDirectory, ...extraFlags],
    // The server ends when its standard input does: with this process, however that ends.
    { cwd: projectDirectory, stdio: 'pipe' },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  const url = await readAddress(child);
  const server: ServerProcess = {
    url,
    dataDirectory,
    pid: child.pid ?? 0,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
  return { server, child };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += String(chunk);
        const url = readyLine.exec(output)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`the server ended with code ${code ?? 'none'}: ${output}`)),
    );
  });
}
