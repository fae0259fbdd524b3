import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A tim server in a process of its own. */
export interface ServerProcess {
  /** `ws://127.0.0.1:port/tim` */
  readonly url: string;
  readonly dataDirectory: string;
  /** Ends the process as a crash would. */
  kill(): Promise<void>;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

const projectDirectory = join(__dirname, '../..');
const readyLine = /^listening (ws:\/\/\S+)$/m;

/** Starts the built server (`out/main/server.js`) on a free port with a new folder. Rejects with what it said when it ends. */
export async function startServerProcess(extraFlags: readonly string[] = []): Promise<ServerProcess> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tim-server-'));
  const child = spawn(
    process.execPath,
    [join(projectDirectory, 'out/main/server.js'), '--port', '0', '--data', dataDirectory, ...extraFlags],
    // The server ends when its standard input does: with this process, however that ends.
    { cwd: projectDirectory, stdio: 'pipe' },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  const url = await readAddress(child);
  return {
    url,
    dataDirectory,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
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
