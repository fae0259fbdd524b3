import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyBareSystem, type BareSystem, type Person } from './support/bare-system';
import { given } from './support/given';

/** What somebody needs who looks at windows by what a screen reader is told; nothing of it is needed by the app. */
const desktopPackages = 'dbus dbus-x11 at-spi2-core python3-gi gir1.2-atspi-2.0 xdotool x11-utils';
const profile = 'home/person/.config/Tim Desktop';
/** Longer than anything takes on a machine that has much else to do. */
const patienceSeconds = 120;
const text = 'Written in an installed app';

let display: { readonly name: string; readonly server: ChildProcess };
let system: BareSystem;
/** Comes when there is something to look at things with. */
let ann: Person;

async function startDisplay(): Promise<{ readonly name: string; readonly server: ChildProcess }> {
  const server = spawn(
    'Xvfb',
    ['-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset', '-displayfd', '3'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const name = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.stdio[3]?.once('data', (line: Buffer) => resolve(`:${line.toString().trim()}`));
  });
  return { name, server };
}

const see = (kind: string, words: string, limit = patienceSeconds): Promise<unknown> =>
  ann.do('see', { kind, words, limit });
const click = (kind: string, words: string): Promise<unknown> =>
  ann.do('click', { kind, words, limit: patienceSeconds });
const start = (): Promise<unknown> => ann.do('start', { args: ['--lang', 'en'] });
const install = (file: string): string => {
  const { code, output } = system.asRoot(
    `apt-get install -y -q --no-install-recommends ${system.take(file)}`,
  );
  expect(code, output).toBe(0);
  return output;
};

beforeAll(async () => {
  system = copyBareSystem(given('TIM_BARE_SYSTEM'));
  display = await startDisplay();
});
afterAll(() => {
  (ann as Person | undefined)?.leave();
  display.server.kill();
  system.remove();
});

// One life of an installation, in this order.
describe('the deb on a bare Debian', () => {
  it('D7: is installed with what it names, and finds every library', () => {
    install(given('TIM_DEB'));
    const program = '/usr/lib/tim-desktop';
    const { output } = system.asRoot(`for f in ${program}/tim-desktop ${program}/*.so*; do ldd $f; done`);
    expect(output).toContain('libgtk-3.so.0');
    expect(output.split('\n').filter((line) => line.includes('not found'))).toEqual([]);
    expect(system.asRoot('dpkg --verify tim-desktop').output).toBe('');
  });

  it('starts for an ordinary user of a system that has nothing else, no message bus and no key store', () => {
    const { output } = system.asPerson('timeout 15 tim-desktop --disable-gpu; echo "ended with $?"', {
      DISPLAY: display.name,
    });
    // It was still there when its time was over.
    expect(output).toContain('ended with 124');
    expect(existsSync(join(system.folder, profile))).toBe(true);
    system.asRoot(`rm -rf "/${profile}"`);
  });

  it('signs in to the server of this computer and talks, in a sandbox', async () => {
    const { code, output } = system.asRoot(
      `apt-get install -y -q --no-install-recommends ${desktopPackages}`,
    );
    expect(code, output).toBe(0);
    system.take(join(__dirname, 'support/person.py'));
    ann = system.seat(display.name);
    await start();
    expect(await click('push button', 'Try it on this computer')).toBe(true);
    expect(
      await ann.do('write', { kind: 'entry', words: 'Your name', text: 'Ann', limit: patienceSeconds }),
    ).toBe(true);
    expect(await see('entry', 'Message')).toBe(true);
    expect(await ann.do('write', { kind: 'entry', words: 'Message', text, limit: patienceSeconds })).toBe(
      true,
    );
    expect(await see('list item', text)).toBe(true);
    const renderers = await ann.do('renderers');
    expect(renderers).toEqual([{ user: 4711, seccomp: 2, noNewPrivileges: 1, isUnsandboxed: false }]);
  });

  it('is known to the desktop by its window', async () => {
    const entry = readFileSync(join(system.folder, 'usr/share/applications/tim-desktop.desktop'), 'utf8');
    const said = /^StartupWMClass=(.+)$/m.exec(entry)?.[1];
    // Desktops look for it in small letters and with dashes, as the old engine has neither under X11.
    const told = (await ann.do('window_class')) as readonly string[];
    expect(told.map((word) => word.toLowerCase().replaceAll(' ', '-'))).toContain(said);
    expect(entry.match(/^MimeType=.*$/gm)).toEqual(['MimeType=x-scheme-handler/tim;']);
    const sizes = readdirSync(join(system.folder, 'usr/share/icons/hicolor'));
    expect(sizes).toEqual(expect.arrayContaining(['16x16', '48x48', '256x256', '512x512']));
  });

  it('starts again with what it had, and without a question', async () => {
    expect(await ann.do('stop')).toBe(0);
    await start();
    expect(await see('list item', text)).toBe(true);
  });

  it('is upgraded while it runs, and shows what it had not shown before', async () => {
    install(given('TIM_NEXT_DEB'));
    // These are read from the archive that lies no longer where it was.
    expect(await click('push button', 'Emoji')).toBe(true);
    expect(await see('push button', '😀')).toBe(true);
    expect(
      await ann.do('write', {
        kind: 'entry',
        words: 'Message',
        text: 'after the upgrade',
        limit: patienceSeconds,
      }),
    ).toBe(true);
    expect(await see('list item', 'after the upgrade')).toBe(true);
  });

  it('has its data after the upgrade', async () => {
    expect(await ann.do('stop')).toBe(0);
    expect(system.asRoot("dpkg-query -W -f '${Version}' tim-desktop").output).toBe('0.1.1~trial');
    await start();
    expect(await see('list item', text)).toBe(true);
    expect(await see('list item', 'after the upgrade')).toBe(true);
  });

  it('keeps the secrets of its user from others, and words out of its log', async () => {
    expect(statSync(join(system.folder, profile)).mode & 0o077).toBe(0);
    const log = String(await ann.do('log'));
    expect(log).not.toContain(text);
    expect(await ann.do('stop')).toBe(0);
  });

  it('leaves the data of its user, and nothing else, when it is purged', () => {
    const { code, output } = system.asRoot('apt-get purge -y -q tim-desktop');
    expect(code, output).toBe(0);
    const left = system.asRoot(
      "find / -xdev -iname '*tim-desktop*' -not -path '/proc/*' -not -path '/tmp/*' -not -path '/var/log/*'",
    );
    expect(left.output.split('\n').filter((line) => line !== '')).toEqual([]);
    expect(existsSync(join(system.folder, profile))).toBe(true);
  });
});
