import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountFiles, closeFiles } from '../../../../main/account/account-files';
import { AppLock } from '../../../../main/account/lock/app-lock';
import { silentLogger } from '../../../../main/platform/logger';
import { systemRandom } from '../../../../main/platform/random';
import { ManualClock } from '../../../support/manual-clock';
import { quickPinKey } from '../../../support/quick-pin-key';
import { plainVault } from '../../../support/test-messenger';

const names = ['one', 'two', 'three'] as const;
const stops = [0, 1, 2, 3] as const;
const pin = '7392';
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tim-lock-steps-'));
  const lock = start();
  for (const name of names) {
    const opened = filesOf(name, lock).openOrMake();
    if (!opened.ok) throw new Error(opened.failure);
    await closeFiles(opened);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The lock as the next run of the program finds it. */
const start = (): AppLock =>
  new AppLock({
    dataDirectory: folder,
    keyVault: plainVault,
    clock: new ManualClock(),
    random: systemRandom,
    logger: silentLogger,
    derivePinKey: quickPinKey,
  });
const filesOf = (name: string, keyLock: AppLock): AccountFiles =>
  new AccountFiles(join(folder, name), {
    keyVault: plainVault,
    keyLock,
    random: systemRandom,
    logger: silentLogger,
  });
const textOf = (name: string): string => readFileSync(join(folder, name, 'key.json'), 'utf8');
const closedNames = (): readonly string[] => names.filter((name) => textOf(name).includes('locked-1:'));

/** What the next run of the program makes of each account. */
async function openAll(lock: AppLock): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const name of names) {
    const opened = filesOf(name, lock).open();
    if (opened.ok) await closeFiles(opened);
    outcomes.push(opened.ok ? 'open' : opened.failure);
  }
  return outcomes;
}
const allOpen = ['open', 'open', 'open'];

class Killed extends Error {}

describe('a program that is killed', () => {
  it.each(stops)(
    'while the lock is put on, behind key %i, finds every account with the PIN, and puts the others there',
    async (count) => {
      const lock = start();
      await lock.turnOn(pin);
      for (const name of names.slice(0, count)) filesOf(name, lock).followLock();

      const next = start();
      expect(closedNames()).toHaveLength(count);
      expect((await openAll(next)).slice(0, count)).toEqual(allOpen.slice(0, count).map(() => 'appLocked'));
      await next.unlock(pin);
      expect(await openAll(next)).toEqual(allOpen);
      expect(closedNames()).toHaveLength(3);
      expect(await openAll(start())).toEqual(['appLocked', 'appLocked', 'appLocked']);
    },
  );

  it.each(stops)(
    'while the lock is taken off, behind key %i, still has the lock, and every account with the PIN',
    async (count) => {
      const lock = start();
      await lock.turnOn(pin);
      for (const name of names) filesOf(name, lock).followLock();
      const killed = lock.turnOff(pin, () => {
        for (const name of names.slice(0, count)) filesOf(name, lock).followLock();
        throw new Killed();
      });
      await expect(killed).rejects.toThrow(Killed);

      const next = start();
      expect(next.isOn).toBe(true);
      expect(closedNames()).toHaveLength(3 - count);
      await next.unlock(pin);
      expect(await openAll(next)).toEqual(allOpen);
      expect(closedNames()).toHaveLength(3);
    },
  );

  it('between the last key and the end of the lock, or right after it, has every account', async () => {
    const lock = start();
    await lock.turnOn(pin);
    for (const name of names) filesOf(name, lock).followLock();
    await lock.turnOff(pin, () => {
      for (const name of names) filesOf(name, lock).followLock();
      return null;
    });
    const next = start();
    expect(next.isOn).toBe(false);
    expect(closedNames()).toEqual([]);
    expect(await openAll(next)).toEqual(allOpen);
  });

  it('while the PIN is changed has the old one or the new one, and what was half written is gone', async () => {
    const lock = start();
    await lock.turnOn(pin);
    for (const name of names) filesOf(name, lock).followLock();
    writeFileSync(join(folder, 'lock.json.new'), '{"half');
    const before = start();
    await before.unlock(pin);
    expect(await openAll(before)).toEqual(allOpen);
    await before.change(pin, '8888');
    const after = start();
    await after.unlock('8888');
    expect(await openAll(after)).toEqual(allOpen);
    expect(() => readFileSync(join(folder, 'lock.json.new'))).toThrow('ENOENT');
  });
});
