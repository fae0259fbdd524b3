import type { CommandLine } from './command-line';

/**
 * Switches of the browser engine that would open a packaged app to other programs or weaken its pages: somebody else’s debugger, code
 * or certificates. What a start looks like (scale, display server, key store, graphics) stays the user’s choice.
 */
const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'js-flags',
  'load-extension',
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'unsafely-treat-insecure-origin-as-secure',
  'ssl-key-log-file',
  'log-net-log',
  'single-process',
  'use-fake-ui-for-media-stream',
  'auto-select-desktop-capture-source',
] as const;

/**
 * Why a packaged app does not start with this command line, as one sentence; null when it does. Must be asked before Electron is
 * ready, when no port has been opened yet.
 *
 * @param hasSwitch whether the engine found this switch, in any of the ways of writing it that it understands
 */
export function refusedInRelease(
  { screenshotFile }: CommandLine,
  hasSwitch: (name: string) => boolean,
): string | null {
  // A picture of the chats, written through any link that lies there.
  if (screenshotFile !== null) return '--screenshot is for development and refused here';
  const refused = refusedSwitches.find(hasSwitch);
  return refused === undefined ? null : `--${refused} is refused here`;
}
