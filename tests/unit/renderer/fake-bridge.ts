import type {
  AccountCallName,
  AppCallName,
  CallAnswer,
  CallArgument,
  CallName,
  MessengerBridge,
} from '../../../preload/contract/api';
import type { Change, ChangeBatch } from '../../../preload/contract/changes';
import { succeed } from '../../../preload/contract/result';
import { aPerson, aSnapshot } from './views';

/** What main answers to each call; those of an account hear whose it is. */
export type FakeAnswers = {
  [N in CallName]?: (
    argument: CallArgument<N>,
    accountId: string | null,
  ) => CallAnswer<N> | Promise<CallAnswer<N>>;
};

/** A main process that answers from a table and remembers what it was asked. */
export class FakeBridge implements MessengerBridge {
  /** Every call so far, oldest first. */
  readonly calls: {
    readonly name: CallName;
    readonly argument: unknown;
    readonly accountId: string | null;
  }[] = [];
  private readonly listeners = new Set<(batch: ChangeBatch) => void>();
  private number = 0;

  constructor(readonly answers: FakeAnswers = {}) {}

  /** Puts itself on the window, where the bridge is looked for. */
  install(): this {
    Object.defineProperty(window, 'messenger', { value: this, configurable: true });
    return this;
  }

  call<N extends AppCallName>(name: N, argument: CallArgument<N>): Promise<CallAnswer<N>> {
    return this.answer(name, argument, null);
  }

  callAccount<N extends AccountCallName>(
    accountId: string,
    name: N,
    argument: CallArgument<N>,
  ): Promise<CallAnswer<N>> {
    return this.answer(name, argument, accountId);
  }

  private async answer<N extends CallName>(
    name: N,
    argument: CallArgument<N>,
    accountId: string | null,
  ): Promise<CallAnswer<N>> {
    this.calls.push({ name, argument, accountId });
    const answer = this.answers[name];
    if (answer !== undefined) return answer(argument, accountId);
    // Lists are empty, everything else has succeeded; the casts join the table's union with this call's type.
    if (name === 'app.snapshot') return aSnapshot() as CallAnswer<N>;
    if (name === 'files.usage') return succeed([]) as CallAnswer<N>;
    if (name.endsWith('.list')) return succeed([]) as CallAnswer<N>;
    if (name === 'messages.page') return succeed({ messages: [], earlier: null }) as CallAnswer<N>;
    if (name === 'rooms.members') return succeed({ members: [], leftOutCount: 0 }) as CallAnswer<N>;
    if (name === 'rooms.membersAmong') return succeed([]) as CallAnswer<N>;
    if (name === 'messages.savedCount') return succeed(0) as CallAnswer<N>;
    if (name === 'messages.saved') return succeed({ messages: [], next: null }) as CallAnswer<N>;
    if (name === 'messages.pinned') return succeed([]) as CallAnswer<N>;
    if (name === 'files.canBurn') return succeed({ canBurn: false }) as CallAnswer<N>;
    if (name === 'media.page') return succeed({ messages: [], earlier: null }) as CallAnswer<N>;
    if (name === 'pictures.of') return succeed([]) as CallAnswer<N>;
    if (name === 'people.profile' || name === 'people.look') return succeed(aPerson()) as CallAnswer<N>;
    if (name.endsWith('.byIds') || name.endsWith('.byNodes')) return succeed([]) as CallAnswer<N>;
    return succeed() as CallAnswer<N>;
  }

  onChanges(listener: (batch: ChangeBatch) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Broadcasts one batch with the next number, or with a number of its own. */
  emit(changes: readonly Change[], number = this.number + 1): void {
    this.number = number;
    for (const listener of this.listeners) listener({ number, changes });
  }

  /** The arguments of all calls of one name. */
  argumentsOf(name: CallName): readonly unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.argument);
  }
}

/** A change of the app. */
export const ofApp: Change = { accountId: null, kind: 'snapshot' };

/** Lets everything that waits for an answer go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
