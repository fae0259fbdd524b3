import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../main/app/command-line';
import { refusedInRelease } from '../../../main/app/release-rules';

/** What a packaged app says to these arguments; the engine understands one dash and two. */
function refusalOf(...args: readonly string[]): string | null {
  const parsed = parseCommandLine(args);
  if (!parsed.ok) throw new Error(parsed.message);
  const names = new Set(args.map((argument) => argument.replace(/^--?/, '').split('=')[0] ?? ''));
  return refusedInRelease(parsed.value, (name) => names.has(name));
}

describe('the command line of a packaged app', () => {
  it('D8: lets no other program debug it', () => {
    expect(refusalOf('--remote-debugging-port=9222')).toBe('--remote-debugging-port is refused here');
    expect(refusalOf('-remote-debugging-pipe')).toBe('--remote-debugging-pipe is refused here');
  });

  it('D8: writes no file', () => {
    expect(refusalOf('--screenshot', '/tmp/x.png', '--exit')).toContain('--screenshot');
  });

  it.each([
    '--js-flags=--allow-natives-syntax',
    '--load-extension=/tmp/x',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--renderer-cmd-prefix=/tmp/x',
    '--ssl-key-log-file=/tmp/x',
  ])('does not weaken its pages: %s', (argument) => {
    expect(refusalOf(argument)).not.toBeNull();
  });

  it.each([
    '--demo',
    '--verbose',
    '--lang=zh-CN',
    '--user-data-dir=/home/a/x',
    '--password-store=gnome-libsecret',
    '--ozone-platform=wayland',
    '--force-device-scale-factor=2',
    '--force-renderer-accessibility',
    '--disable-gpu',
    'tim://chat/a@b',
  ])('leaves the rest to the user: %s', (argument) => {
    expect(refusalOf(argument)).toBeNull();
  });
});
