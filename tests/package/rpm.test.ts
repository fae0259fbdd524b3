import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyBareSystem, type BareSystem } from './support/bare-system';
import { given } from './support/given';

let system: BareSystem;
let file = '';

beforeAll(() => {
  system = copyBareSystem(given('TIM_BARE_SYSTEM'));
  const { code, output } = system.asRoot('apt-get install -y -q --no-install-recommends rpm');
  expect(code, output).toBe(0);
  file = system.take(given('TIM_RPM'));
});
afterAll(() => system.remove());

describe('the rpm', () => {
  it('asks for libraries by their names, for none of its own, and offers none', () => {
    const needed = system.asRoot(`rpm -qp --requires ${file}`).output.split('\n');
    expect(needed).toEqual(
      expect.arrayContaining(['libgtk-3.so.0()(64bit)', 'libnss3.so()(64bit)', 'libsecret']),
    );
    expect(needed.filter((name) => name.includes('libffmpeg'))).toEqual([]);
    expect(system.asRoot(`rpm -qp --provides ${file}`).output).not.toContain('.so');
  });

  it('holds no file that another app of the same engine has, too, and no scripts', () => {
    expect(system.asRoot(`rpm -qpl ${file}`).output).not.toContain('.build-id');
    expect(system.asRoot(`rpm -qp --scripts ${file}`).output.trim()).toBe('');
  });

  it('is installed whole, can be read by everybody, and goes without a trace', () => {
    const { code, output } = system.asRoot(`rpm -i --nodeps ${file}`);
    expect(code, output).toBe(0);
    expect(system.asRoot('rpm -V --nodeps tim-desktop').output).toBe('');
    expect(
      system.asPerson(
        'cat /usr/lib/tim-desktop/NOTICES.md | head -1; ls -l /usr/lib/tim-desktop/chrome-sandbox',
      ).output,
    ).toMatch(/^# Part of.*\n-rwsr-xr-x 1 root root/);
    expect(system.asRoot('rpm -e --nodeps tim-desktop').code).toBe(0);
    expect(system.asRoot("find /usr -iname '*tim-desktop*'").output).toBe('');
  });
});
