import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyVault } from '../../../../main/account/key-vault';
import { AppLock } from '../../../../main/account/lock/app-lock';
import { UnreadableFileError } from '../../../../main/platform/json-file';
import { systemRandom } from '../../../../main/platform/random';
import { ManualClock } from '../../../support/manual-clock';
import { quickPinKey } from '../../../support/quick-pin-key';
import { RecordingLogger } from '../../../support/recording-logger';
import { plainVault } from '../../../support/test-messenger';

let folder: string;
let clock: ManualClock;
const logger = new RecordingLogger();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-lock-'));
  clock = new ManualClock();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Turns bytes over, as a key store that this computer alone has. */
const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xff);
const storeVault: KeyVault = {
  ...plainVault,
  protection: 'keyStore',
  wrap: (key) => plainVault.wrap(turned(key)),
  unwrap: (wrapped) => turned(plainVault.unwrap(wrapped) ?? new Uint8Array()),
};
/** The lock as a start of the program finds it. */
const start = (keyVault: KeyVault = plainVault): AppLock =>
  new AppLock({
    dataDirectory: folder,
    keyVault,
    clock,
    random: systemRandom,
    logger,
    derivePinKey: quickPinKey,
  });
const failed = (code: string) => ({ ok: false, failure: { code } });
const done = { ok: true, value: null };
const locked = async (pin = '7392'): Promise<AppLock> => {
  await start().turnOn(pin);
  return start();
};

describe('the lock', () => {
  it('is off until it is put on, and from the next start on gives out what is behind it for the PIN alone', async () => {
    const first = start();
    expect(first.view()).toEqual({ isOn: false, wrongTries: 0, waitMs: 0 });
    expect(await first.unlock('7392')).toEqual(failed('lockIsOff'));
    expect(await first.turnOn('7392')).toEqual(done);
    const text = first.close('sealed-1:something');
    expect(text).not.toContain('something');
    expect(first.open(text)).toEqual({ ok: true, wrapped: 'sealed-1:something' });

    const next = start();
    expect(next).toMatchObject({ isOn: true, isOpen: false });
    expect(next.open(text)).toEqual({ ok: false, failure: 'appLocked' });
    expect(() => next.close('sealed-1:other')).toThrow();
    expect(await next.unlock('7391')).toEqual(failed('pinWrong'));
    expect(next.isOpen).toBe(false);
    expect(await next.unlock('7392')).toEqual(done);
    expect(next.open(text)).toEqual({ ok: true, wrapped: 'sealed-1:something' });
    next.forgetKey();
    expect(next.open(text)).toEqual({ ok: false, failure: 'appLocked' });
  });

  it('needs the key store as well as the PIN, and tries nothing and counts nothing while that keeps its own to itself', async () => {
    await start(storeVault).turnOn('7392');
    const without = start({ ...storeVault, unwrap: () => null });
    expect(await without.unlock('7392')).toEqual(failed('keyUnavailable'));
    expect(without.view()).toMatchObject({ wrongTries: 0, waitMs: 0 });
    // Another computer: the PIN is right and opens nothing.
    expect(await start({ ...storeVault, unwrap: plainVault.unwrap }).unlock('7392')).toEqual(
      failed('pinWrong'),
    );
    expect(await start(storeVault).unlock('7392')).toEqual(done);
  });

  it('is not put on by a key store that does not give back what it takes', async () => {
    const forgetful = start({ ...storeVault, unwrap: () => null });
    expect(await forgetful.turnOn('7392')).toEqual(failed('keyUnavailable'));
    expect(start().isOn).toBe(false);
  });

  it('takes a PIN of four signs or more, whatever they are, and says no more than that it is too short or too long', async () => {
    expect(await start().turnOn('739')).toEqual(failed('pinTooShort'));
    expect(await start().turnOn('7'.repeat(129))).toEqual(failed('pinTooLong'));
    expect(await start().turnOn('👍👍👍👍')).toEqual(done);
  });

  it('knows a PIN however an input method writes its digits', async () => {
    const lock = await locked('pin 7392');
    expect(await lock.unlock('ｐｉｎ　７３９２')).toEqual(done);
  });

  it('lies in a file for its owner only, in which there is neither the PIN nor the key', async () => {
    const lock = start();
    await lock.turnOn('correct horse');
    const file = join(folder, 'lock.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('correct horse');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      pinKey: { name: 'scrypt', cost: 131_072, blockSize: 8, parallelization: 1 },
    });
  });

  it('that lies in a damaged file is not taken for none', () => {
    writeFileSync(join(folder, 'lock.json'), '{"id":');
    expect(() => start()).toThrow(UnreadableFileError);
    writeFileSync(
      join(folder, 'lock.json'),
      JSON.stringify({
        id: '3b241101-e2bb-4255-8caf-4136c566a962',
        pinKey: { name: 'scrypt', cost: 2 ** 30, blockSize: 8, parallelization: 1, salt: 'a'.repeat(24) },
        sealed: '',
        wrongTries: 0,
      }),
    );
    // A cost that would take all memory is damage, too.
    expect(() => start()).toThrow(UnreadableFileError);
  });
});

describe('wrong PINs', () => {
  const wrong = async (lock: AppLock, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) expect(await lock.unlock('0000')).toEqual(failed('pinWrong'));
  };

  it('are slowed from the fifth on, more with each, until a right one', async () => {
    const lock = await locked();
    await wrong(lock, 4);
    expect(lock.view()).toEqual({ isOn: true, wrongTries: 4, waitMs: 0 });
    const waits: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      await wrong(lock, 1);
      waits.push(lock.view().waitMs);
      expect(await lock.unlock('7392')).toEqual(failed('lockWaits'));
      clock.advance(lock.view().waitMs);
    }
    expect(waits).toEqual([30_000, 60_000, 300_000, 900_000, 900_000]);
    expect(lock.view().wrongTries).toBe(9);
    expect(await lock.unlock('7392')).toEqual(done);
    expect(lock.view()).toEqual({ isOn: true, wrongTries: 0, waitMs: 0 });
  });

  it('are counted over restarts, each of which begins the wait anew', async () => {
    await wrong(await locked(), 5);
    const next = start();
    expect(next.view()).toEqual({ isOn: true, wrongTries: 5, waitMs: 30_000 });
    clock.advance(29_999);
    expect(start().view().waitMs).toBe(30_000);
    expect(await next.unlock('7392')).toEqual(failed('lockWaits'));
    clock.advance(1);
    await wrong(next, 1);
    expect(start().view()).toEqual({ isOn: true, wrongTries: 6, waitMs: 60_000 });
  });

  it('wait as long when the clock is set forward or back', async () => {
    const lock = await locked();
    await wrong(lock, 5);
    clock.jump(86_400_000);
    expect(lock.view().waitMs).toBe(30_000);
    clock.jump(-10 * 86_400_000);
    expect(lock.view().waitMs).toBe(30_000);
    expect(start().view().waitMs).toBe(30_000);
    clock.advance(30_000);
    expect(await lock.unlock('7392')).toEqual(done);
  });

  it('are on the disk before they turn out to be wrong, so that ending the program saves nothing', async () => {
    await locked();
    const lock = new AppLock({
      dataDirectory: folder,
      keyVault: plainVault,
      clock,
      random: systemRandom,
      logger,
      derivePinKey: () => new Promise(() => undefined),
    });
    void lock.unlock('0000');
    expect(start().view().wrongTries).toBe(1);
  });

  it('count where the PIN is asked for to change or to end the lock as well', async () => {
    const lock = await locked();
    expect(await lock.change('0000', '8888')).toEqual(failed('pinWrong'));
    expect(await lock.turnOff('0000', () => null)).toEqual(failed('pinWrong'));
    expect(lock.view().wrongTries).toBe(2);
  });

  it('leave an open app open', async () => {
    const lock = await locked();
    await lock.unlock('7392');
    expect(await lock.turnOff('0000', () => null)).toEqual(failed('pinWrong'));
    expect(lock.isOpen).toBe(true);
  });
});

describe('another PIN', () => {
  it('holds alone, for what was behind the lock before', async () => {
    const lock = start();
    await lock.turnOn('7392');
    const text = lock.close('sealed-1:something');
    expect(await lock.change('7392', 'correct horse')).toEqual(done);
    const next = start();
    expect(await next.unlock('7392')).toEqual(failed('pinWrong'));
    expect(await next.unlock('correct horse')).toEqual(done);
    expect(next.open(text)).toEqual({ ok: true, wrapped: 'sealed-1:something' });
  });

  it('that is too short changes nothing', async () => {
    const lock = await locked();
    expect(await lock.change('7392', '1')).toEqual(failed('pinTooShort'));
    expect(await start().unlock('7392')).toEqual(done);
  });
});

describe('the end of the lock', () => {
  it('needs the PIN, and comes once every key lies without it', async () => {
    const lock = await locked();
    await lock.unlock('7392');
    const text = lock.close('sealed-1:something');
    expect(lock.isAsItShould(text)).toBe(true);
    const seen: unknown[] = [];
    const rewrite = (): null => {
      seen.push(lock.open(text), lock.isAsItShould(text), lock.close('sealed-1:something'), start().isOn);
      return null;
    };
    expect(await lock.turnOff('7392', rewrite)).toEqual(done);
    expect(seen).toEqual([{ ok: true, wrapped: 'sealed-1:something' }, false, 'sealed-1:something', true]);
    expect(lock.view()).toEqual({ isOn: false, wrongTries: 0, waitMs: 0 });
    expect(start().isOn).toBe(false);
  });

  it('does not come when a key could not be written, and puts back those that were', async () => {
    const lock = await locked();
    const answers = ['diskFull', null] as const;
    let calls = 0;
    expect(await lock.turnOff('7392', () => answers[calls++] ?? null)).toEqual(failed('diskFull'));
    expect(calls).toBe(2);
    expect(start().isOn).toBe(true);
  });

  it('leaves a key of another lock alone', async () => {
    const lock = start();
    await lock.turnOn('7392');
    const text = lock.close('sealed-1:something');
    lock.destroy();
    await lock.turnOn('7392');
    expect(lock.open(text)).toEqual({ ok: false, failure: 'keyUnavailable' });
    expect(start().open(text)).toEqual({ ok: false, failure: 'keyUnavailable' });
  });
});
