import { spawn } from 'node:child_process';
import { sitAtDisplay } from './somebody-at-display';

let started: Promise<void> | null = null;

/**
 * Gives this process a virtual display of its own, once, and tells it to every program that it starts (`DISPLAY`). Tests
 * that run side by side would otherwise share one clipboard, one pointer and one keyboard. Does nothing on systems without
 * X11, and outside the workers of Playwright, which are many.
 */
export function useOwnDisplay(): Promise<void> {
  const isWorker = process.env['TEST_WORKER_INDEX'] !== undefined;
  if (process.platform !== 'linux' || !isWorker) return Promise.resolve();
  return (started ??= startDisplay());
}

async function startDisplay(): Promise<void> {
  const server = spawn(
    'Xvfb',
    ['-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset', '-displayfd', '3'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  process.once('exit', () => server.kill('SIGTERM'));
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (line: Buffer) => resolve(line.toString().trim()));
  });
  // The display must not keep the worker alive.
  server.unref();
  await sitAtDisplay(number);
  process.env['DISPLAY'] = `:${number}`;
  process.env['WAYLAND_DISPLAY'] = '';
}
