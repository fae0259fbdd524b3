import { timingSafeEqual } from 'node:crypto';
import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { LockView } from '../../../preload/contract/lock-views';
import { pinRefusal } from '../../../preload/contract/pin-rules';
import type { Clock } from '../../platform/clock';
import { diskFailureOf } from '../../platform/disk-failure';
import type { Logger } from '../../platform/logger';
import type { Random } from '../../platform/random';
import { openKey, sealKey } from '../../platform/sealed-key';
import type { KeyVault } from '../key-vault';
import { closeKey, isClosed, lockOf, openClosedKey, type KeyLock, type LockKey } from './key-lock';
import { delayAfter } from './lock-delays';
import { LockFile, type StoredLock } from './lock-file';
import { derivePinKey, newPinKeyParameters, type DerivePinKey } from './pin-key';

/** What the lock uses. */
export interface AppLockEnvironment {
  readonly dataDirectory: string;
  readonly keyVault: KeyVault;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** How a PIN becomes a key; left out, slowly. */
  readonly derivePinKey?: DerivePinKey;
}

const lockKeyBytes = 32;

/**
 * The lock of the app: a key behind which those of the databases lie, and which only the key store and the PIN together give out. It
 * is in memory from the right PIN until the app is locked. Calls run one after the other.
 */
export class AppLock implements KeyLock {
  private readonly file: LockFile;
  private readonly derive: DerivePinKey;
  private stored: StoredLock | null;
  private key: Uint8Array | null = null;
  /** The lock is being taken off: keys are written without it. */
  private isEnding = false;
  /** No try before this, monotonic ms: a clock that is set moves nothing, and a restart begins it anew. */
  private nextTryMs: number;

  /** @throws UnreadableFileError */
  constructor(private readonly environment: AppLockEnvironment) {
    this.file = new LockFile(environment.dataDirectory);
    this.derive = environment.derivePinKey ?? derivePinKey;
    this.stored = this.file.load();
    this.nextTryMs = environment.clock.monotonicMs() + delayAfter(this.stored?.wrongTries ?? 0);
  }

  get isOn(): boolean {
    return this.stored !== null;
  }

  /** What is behind the lock can be opened. */
  get isOpen(): boolean {
    return this.stored === null || this.key !== null;
  }

  view(): LockView {
    return { isOn: this.isOn, wrongTries: this.stored?.wrongTries ?? 0, waitMs: Math.ceil(this.waitMs()) };
  }

  /** Takes the key into memory if the PIN is right. */
  async unlock(pin: string): Promise<Result<null>> {
    const tried = await this.try(pin);
    if (!tried.ok) return tried;
    this.forgetKey();
    this.key = tried.value;
    return succeed();
  }

  /** Overwrites the key: whoever wants to open something needs the PIN again. */
  forgetKey(): void {
    this.key?.fill(0);
    this.key = null;
  }

  /** Puts the lock on, open. Keys are behind it once they were written again. */
  async turnOn(pin: string): Promise<Result<null>> {
    if (this.isOn) return fail('invalidArgument');
    const refusal = pinRefusal(pin);
    if (refusal !== null) return fail(refusal);
    const { random } = this.environment;
    const key = random.bytes(lockKeyBytes);
    const stored = await this.seal(pin, { id: random.uuid(), key });
    if (!stored.ok) return stored;
    const failure = this.attempt(() => this.file.write(stored.value));
    if (failure !== null) return fail(failure);
    this.stored = stored.value;
    this.key = key;
    return succeed();
  }

  /** The same key behind another PIN: what lies behind the lock stays as it is. */
  async change(currentPin: string, newPin: string): Promise<Result<null>> {
    const refusal = pinRefusal(newPin);
    if (refusal !== null) return fail(refusal);
    const tried = await this.try(currentPin);
    if (!tried.ok) return tried;
    const key = tried.value;
    try {
      const stored = await this.seal(newPin, { id: this.stored?.id ?? '', key });
      if (!stored.ok) return stored;
      const failure = this.attempt(() => this.file.replace(stored.value));
      if (failure !== null) return fail(failure);
      this.stored = stored.value;
      return succeed();
    } finally {
      key.fill(0);
    }
  }

  /**
   * Takes the lock off once `rewrite` has written every key without it; it answers why one could not be. The lock goes last, so
   * that whatever ends the program in between leaves every key to the PIN or to nobody's.
   */
  async turnOff(pin: string, rewrite: () => FailureCode | null): Promise<Result<null>> {
    const unlocked = await this.unlock(pin);
    if (!unlocked.ok) return unlocked;
    this.isEnding = true;
    const failure = rewrite() ?? this.attempt(() => this.file.destroy());
    this.isEnding = false;
    if (failure !== null) {
      rewrite();
      return fail(failure);
    }
    this.gone();
    return succeed();
  }

  /** Destroys the lock, and with it every key that is behind it. Throws what the disk says. */
  destroy(): void {
    this.file.destroy();
    this.gone();
  }

  close(wrapped: string): string {
    if (this.stored === null || this.isEnding) return wrapped;
    return closeKey(wrapped, this.lockKey() ?? locked(), this.environment.random);
  }

  isAsItShould(text: string): boolean {
    const wanted = this.isEnding ? null : (this.stored?.id ?? null);
    return lockOf(text) === wanted;
  }

  open(text: string): ReturnType<KeyLock['open']> {
    if (!isClosed(text)) return { ok: true, wrapped: text };
    const lockKey = this.lockKey();
    if (this.stored?.id === lockOf(text) && lockKey === null) return { ok: false, failure: 'appLocked' };
    const wrapped = lockKey === null ? null : openClosedKey(text, lockKey);
    return wrapped === null ? { ok: false, failure: 'keyUnavailable' } : { ok: true, wrapped };
  }

  /** Tries a PIN; answers the key of the lock. What is wrong is on the disk before it turns out to be. */
  private async try(pin: string): Promise<Result<Uint8Array>> {
    const { stored } = this;
    const { keyVault } = this.environment;
    if (stored === null) return fail('lockIsOff');
    if (this.waitMs() > 0) return fail('lockWaits');
    const sealed = keyVault.unwrap(stored.sealed);
    if (sealed === null) return fail('keyUnavailable');
    const failure = this.count(stored.wrongTries + 1);
    if (failure !== null) return fail(failure);
    const pinKey = await this.derive(pin, stored.pinKey);
    const key = openKey(sealed, pinKey);
    pinKey.fill(0);
    if (key === null) return fail('pinWrong');
    // It was right: that it cannot be noted is no reason to keep anybody out.
    this.count(0);
    return succeed(key);
  }

  /** So many wrong ones in a row, from now on; answers what the disk says when it could not be written. */
  private count(wrongTries: number): FailureCode | null {
    const { stored } = this;
    if (stored === null || stored.wrongTries === wrongTries) return null;
    const counted = { ...stored, wrongTries };
    const failure = this.attempt(() => this.file.write(counted));
    if (failure !== null) return failure;
    this.stored = counted;
    this.nextTryMs = this.environment.clock.monotonicMs() + delayAfter(wrongTries);
    return null;
  }

  /** What a lock stores for a PIN. A key store that does not give back what it took must not guard anything. */
  private async seal(pin: string, { id, key }: LockKey): Promise<Result<StoredLock>> {
    const { keyVault, random } = this.environment;
    const pinKey = newPinKeyParameters(random);
    const made = await this.derive(pin, pinKey);
    const sealed = keyVault.wrap(sealKey(key, made, random));
    const again = keyVault.unwrap(sealed);
    const opened = again === null ? null : openKey(again, made);
    made.fill(0);
    const isSame = opened?.length === key.length && timingSafeEqual(opened, key);
    opened?.fill(0);
    return isSame ? succeed({ id, pinKey, sealed, wrongTries: 0 }) : fail('keyUnavailable');
  }

  private waitMs(): number {
    return Math.max(0, this.nextTryMs - this.environment.clock.monotonicMs());
  }

  private lockKey(): LockKey | null {
    return this.stored === null || this.key === null ? null : { id: this.stored.id, key: this.key };
  }

  private gone(): void {
    this.forgetKey();
    this.stored = null;
    this.nextTryMs = 0;
  }

  private attempt(work: () => void): FailureCode | null {
    try {
      work();
      return null;
    } catch (error) {
      const failure = diskFailureOf(error);
      if (failure === null) throw error;
      this.environment.logger.warn('lock not written', { reason: failure });
      return failure;
    }
  }
}

function locked(): never {
  throw new Error('the app is locked');
}
