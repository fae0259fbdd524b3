import { spawn, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { endWithThisProcess } from './run.mjs';

/** Whether windows can be shown: always, except on Linux without a display server. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/**
 * Starts a virtual display of 1280 x 800 that ends with this process.
 *
 * @returns {Promise<{ display: string, stop: () => void } | null>} null when Xvfb is not installed or does not start
 */
export function startVirtualDisplay() {
  const server = spawn(
    'Xvfb',
    ['-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset', '-displayfd', '3'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: true,
    },
  );
  endWithThisProcess(server);
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.once('exit', () => resolve(null));
    // With -displayfd the server picks a free number itself and writes it once it accepts connections.
    server.stdio[3]?.once('data', (number) =>
      resolve({ display: `:${String(number).trim()}`, stop: () => void server.kill('SIGTERM') }),
    );
  });
}

/**
 * Why Chromium's sandbox cannot work for this user here, or null when it can.
 *
 * @param {string} electronFolder
 */
export function whyNoSandbox(electronFolder) {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'Chromium refuses its sandbox to root';
  try {
    const helper = statSync(path.join(electronFolder, 'chrome-sandbox'));
    if (helper.uid === 0 && (helper.mode & 0o4000) !== 0) return null;
  } catch {
    // No helper: the sandbox depends on user namespaces alone.
  }
  const canMakeNamespace = spawnSync('unshare', ['--user', 'true'], { stdio: 'ignore' }).status === 0;
  return canMakeNamespace ? null : 'this system allows no user namespaces, which the sandbox needs';
}

/** What Electron says about a missing message bus, graphics card or notification service. */
const harmless = [
  /^\[\d+:\d{4}\/[\d.]+:(?:ERROR|WARNING):(?:[\w/]+\/)?(?:bus|object_proxy|libnotify_notification|viz_main_impl|gpu_[a-z_]+|angle_platform_impl)\.cc[(:]/,
  /^\([\w-]+:\d+\): libnotify-WARNING \*\*: [\d:.]+: Failed to connect to proxy$/,
  // GLib begins its warnings with an empty line.
  /^$/,
];

/**
 * Whether a line of Electron's standard error only says that a computer without a desktop has no message bus, no
 * graphics card and nobody who shows notifications.
 *
 * @param {string} line
 */
export const isHeadlessNoise = (line) => harmless.some((pattern) => pattern.test(line));
