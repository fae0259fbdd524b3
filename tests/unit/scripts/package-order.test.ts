import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlText } from '../../../scripts/packaging/deb.mjs';
import { readOrder } from '../../../scripts/packaging/fpm-arguments.mjs';
import { specText } from '../../../scripts/packaging/rpm.mjs';
import { stage } from '../../../scripts/packaging/stage.mjs';
import { readCall } from '../../../scripts/packaging/targets.mjs';

const common = [
  ...['-s', 'dir', '--force', '--architecture', 'amd64', '--version', '1.2.0~beta', '--name', 'tim-desktop'],
  ...['--maintainer', 'A <a@b.example>', '--vendor=A', '--url', 'https://b.example', '--license', 'MIT'],
  ...['--package', '/out/x', '/build/linux-unpacked/=/opt/Tim Desktop'],
];
const deb = [
  ...['-t', 'deb', '-d', 'libgtk-3-0t64 | libgtk-3-0', '-d', 'libnss3', '--deb-recommends', 'fonts-noto-cjk'],
  ...[...common, '--deb-compression', 'gz', '--description', 'Short words\n Long words\n\n 100 % honest.'],
];
const rpm = [
  ...['-t', 'rpm', '-d', 'libnotify', '--rpm-tag', 'Recommends: noto-fonts', '--rpm-summary', 'Short words'],
  ...[...common, '--rpm-compression', 'xzmt', '--description', 'Long words\n\n100 % honest.'],
];

describe('what a package is made of', () => {
  it('D6: is read from the arguments of the builder', () => {
    expect(readOrder(deb)).toMatchObject({
      target: 'deb',
      version: '1.2.0~beta',
      synopsis: 'Short words',
      depends: ['libgtk-3-0t64 | libgtk-3-0', 'libnss3'],
      recommends: ['fonts-noto-cjk'],
      compression: 'gz',
      files: [{ from: '/build/linux-unpacked', to: '/opt/Tim Desktop' }],
    });
    expect(readOrder(rpm)).toMatchObject({
      target: 'rpm',
      synopsis: 'Short words',
      description: 'Long words\n\n100 % honest.',
      recommends: ['noto-fonts'],
    });
  });

  it('is refused when something of it is not understood', () => {
    expect(() => readOrder(['-t', 'pacman', ...common, '--description', 'x'])).toThrow('pacman');
    expect(() => readOrder(['-t', 'deb'])).toThrow('--description');
    expect(() => readOrder(['-t', 'deb', 'not-a-file'])).toThrow('not-a-file');
  });

  it('is told in Debian’s words, where an empty line is a dot', () => {
    const text = controlText(readOrder(deb), 1234);
    expect(text).toContain('Depends: libgtk-3-0t64 | libgtk-3-0, libnss3\n');
    expect(text).toContain('Installed-Size: 1234\n');
    expect(text).toContain('Description: Short words\n Long words\n .\n 100 % honest.\n');
    expect(text.endsWith('\n')).toBe(true);
  });

  it('is told in rpm’s words, where a per cent sign is two, and where no file collides with that of another app', () => {
    const text = specText(readOrder(rpm), '/usr/lib/tim-desktop');
    expect(text).toContain('%global _build_id_links none');
    expect(text).toContain('\n100 %% honest.\n');
    expect(text).toContain('Requires: libnotify\n');
    expect(text).toContain('Recommends: noto-fonts\n');
    expect(text).not.toContain('%post');
  });
});

describe('what is asked for with npm run package', () => {
  it('D6: is a kind by its name, with and without its system', () => {
    expect(readCall(['deb']).builderArguments).toEqual(['--linux', 'deb']);
    expect(readCall(['--linux', 'deb', 'rpm']).builderArguments).toEqual(['--linux', 'deb', 'rpm']);
    expect(readCall(['nsis', 'deb']).builderArguments).toEqual(['--win', 'nsis', '--linux', 'deb']);
    expect(readCall([]).builderArguments).toEqual(['--dir']);
    expect(readCall(['dir', '--x64']).builderArguments).toEqual(['--linux', 'dir', '--x64']);
  });

  it('D6: brings the programs that a kind needs', () => {
    expect(readCall(['deb']).systemPackages).toEqual([]);
    expect(readCall(['rpm', 'tar.gz']).systemPackages).toEqual(['rpm', 'archives']);
  });

  it('may be a release, for which only one runtime will do', () => {
    expect(readCall(['deb', '--release'])).toMatchObject({
      isRelease: true,
      builderArguments: ['--linux', 'deb'],
    });
    expect(readCall(['deb']).isRelease).toBe(false);
  });
});

describe('the tree of a package', () => {
  let folder = '';
  const write = (file: string, text: string, mode = 0o600): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, file), text);
    chmodSync(join(folder, file), mode);
  };
  const mode = (file: string): string => (statSync(join(folder, 'root', file)).mode & 0o7777).toString(8);

  beforeEach(() => {
    folder = mkdtempSync(join(os.tmpdir(), 'tim-tree-'));
    write('app/tim-desktop', 'program', 0o700);
    write('app/chrome-sandbox', 'helper', 0o700);
    write('app/LICENSE', 'own licence');
    write('app/NOTICES.md', 'licences of others');
    write('app/resources/app.asar', 'archive');
    write('app/resources/apparmor-profile', 'abi <abi/4.0>');
    write(
      'entry',
      '[Desktop Entry]\nExec="/opt/Tim Desktop/tim-desktop" %U\nComment=Long\\n\\nwords\nMimeType=x-scheme-handler/tim;\n',
    );
    const files = [
      { from: join(folder, 'app'), to: '/opt/Tim Desktop' },
      { from: join(folder, 'entry'), to: '/usr/share/applications/tim-desktop.desktop' },
    ];
    stage({ ...readOrder(deb), files }, join(folder, 'root'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('can be read by everybody, whatever the builder’s umask was', () => {
    expect(mode('usr/lib/tim-desktop')).toBe('755');
    expect(mode('usr/lib/tim-desktop/resources')).toBe('755');
    expect(mode('usr/lib/tim-desktop/resources/app.asar')).toBe('644');
    expect(mode('usr/lib/tim-desktop/tim-desktop')).toBe('755');
    expect(mode('usr/share/applications/tim-desktop.desktop')).toBe('644');
  });

  it('has a sandbox also where the system allows no namespaces to ordinary users', () => {
    expect(mode('usr/lib/tim-desktop/chrome-sandbox')).toBe('4755');
  });

  it('has its command as a file of its own, which leaves with it', () => {
    expect(readlinkSync(join(folder, 'root/usr/bin/tim-desktop'))).toBe('../lib/tim-desktop/tim-desktop');
    const entry = readFileSync(join(folder, 'root/usr/share/applications/tim-desktop.desktop'), 'utf8');
    expect(entry).toContain('\nExec=tim-desktop %U\nComment=Short words\n');
  });

  it('D7: has the licences where distributions look for them', () => {
    const text = readFileSync(join(folder, 'root/usr/share/doc/tim-desktop/copyright'), 'utf8');
    expect(text).toContain('own licence');
    expect(text).toContain('licences of others');
    expect(text).toContain('LICENSES.chromium.html');
  });

  it('holds no profile that an older AppArmor could not read', () => {
    expect(() => statSync(join(folder, 'root/usr/lib/tim-desktop/resources/apparmor-profile'))).toThrow(
      'ENOENT',
    );
  });
});
