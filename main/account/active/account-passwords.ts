import { z } from 'zod';
import type { Clock } from '../../platform/clock';
import { Emitter } from '../../platform/emitter';
import type { PasswordBook } from '../../session/password-book';
import type { AccountStore } from '../../storage/account-store';

/** What the passwords of an account are kept with. */
export interface AccountPasswordsEnvironment {
  readonly store: AccountStore;
  readonly clock: Clock;
  /** What the account is opened with: what is stored, or what somebody has just typed. */
  readonly typed: string;
}

const unconfirmedShape = z
  .array(z.object({ password: z.string().max(4_096), sentAtMs: z.number() }))
  .max(100);
type Unconfirmed = z.output<typeof unconfirmedShape>;

/** A change that has not happened after this time does not happen any more: tim takes a tenth of a second. */
const settledAfterMs = 60_000;
/** Changes in a row whose answers were lost. */
const mostUnconfirmed = 8;

/**
 * The password that holds, and those of which nobody knows whether they do. A new one is on the disk before the server hears of
 * it, and the old one until the server has let us in with the new one, so that one of them holds whatever is lost and whenever
 * the program ends:
 *
 *   [old] --expect--> [old, new?] --accepted(new)--> [new]
 *                                 --accepted(old), a minute later--> [old]
 */
export class AccountPasswords implements PasswordBook {
  /** The server has let us in with this one. */
  readonly confirmed = new Emitter<string>();
  private current: string;
  private unconfirmed: Unconfirmed;

  constructor(private readonly environment: AccountPasswordsEnvironment) {
    const { store, typed } = environment;
    this.current = typed;
    // Whoever types another password means that one and no other.
    const isStored = typed === store.profile.get('password');
    this.unconfirmed = isStored ? parse(store.profile.get('unconfirmedPasswords')) : [];
  }

  /** The one that held last. */
  get present(): string {
    return this.current;
  }

  candidates(): readonly string[] {
    const newestFirst = this.unconfirmed.map(({ password }) => password).reverse();
    return [...new Set([this.current, ...newestFirst])];
  }

  /** The server is about to be asked for this one. It is on the disk when this returns; throws, and keeps nothing, otherwise. */
  expect(password: string): void {
    const entry = { password, sentAtMs: this.environment.clock.nowMs() };
    this.keep(this.current, [...this.unconfirmed, entry].slice(-mostUnconfirmed));
  }

  accepted(password: string): void {
    const isNew = password !== this.current;
    const nowMs = this.environment.clock.nowMs();
    const isSettled = ({ sentAtMs }: Unconfirmed[number]): boolean =>
      Math.abs(nowMs - sentAtMs) > settledAfterMs;
    // The old one holds no more once a new one does; what was asked for after it may still come.
    const asked = this.unconfirmed.findIndex((entry) => entry.password === password);
    const open = this.unconfirmed.filter((entry, index) => index > asked && !isSettled(entry));
    if (isNew || open.length !== this.unconfirmed.length) this.keep(password, open);
    this.confirmed.emit(password);
  }

  private keep(current: string, unconfirmed: Unconfirmed): void {
    const { store } = this.environment;
    const isKnown = store.profile.get('password') !== null;
    store.transaction(({ profile }) => {
      // The profile of an account that signs in for the first time is written when it has been let in.
      if (isKnown && current !== this.current) profile.set('password', current);
      profile.set('unconfirmedPasswords', JSON.stringify(unconfirmed));
    });
    this.current = current;
    this.unconfirmed = unconfirmed;
  }
}

function parse(text: string | null): Unconfirmed {
  if (text === null || text === '') return [];
  try {
    return unconfirmedShape.parse(JSON.parse(text));
  } catch {
    // Whatever wrote it: not this program.
    return [];
  }
}
