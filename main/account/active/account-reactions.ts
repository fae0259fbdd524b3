import { createHash } from 'node:crypto';
import { OwnReactions, type ComparedReactions } from '../../ephemeral/own-reactions';
import { mostComparedReactions, type OwnReaction } from '../../domain/reaction';
import type { Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import type { Random } from '../../platform/random';
import type { StoreReader } from '../../storage/account-store';
import type { StoredOwnReaction } from '../../storage/reaction-repository';
import type { AccountCore } from './account-core';
import type { AccountLink } from './account-link';
import type { ServerAccess } from './server-access';

/** What telling reactions uses. */
export interface AccountReactionsEnvironment {
  readonly clock: Clock;
  readonly random: Random;
}

/** What it is built upon. */
export interface AccountReactionsParts {
  readonly core: AccountCore;
  readonly access: ServerAccess;
  readonly link: AccountLink;
}

/** Tells the other devices of the account what the user says one to one in a sign; what they tell comes the way in like everything else. */
export class AccountReactions implements Disposable {
  private readonly owned = new DisposableStore();

  constructor({ core, access, link }: AccountReactionsParts, { clock, random }: AccountReactionsEnvironment) {
    const { store, trouble } = core;
    const own = this.owned.add(
      new OwnReactions<StoredOwnReaction>({
        clock,
        random,
        self: () => core.self(),
        owed: (most) => store.reactions.owedToDevices(most),
        told: (said) => store.transaction((write) => write.reactions.noteTold(said)),
        compared: () => comparedReactions(store),
        send: (message) => access.ephemeral.send(message),
        failed: (error) => trouble.failed(error),
      }),
    );
    for (const listening of [
      link.session.onStatus(({ state }) => (state === 'online' ? own.online() : own.disconnected())),
      access.ephemeral.heardReactions.on((words) => own.heard(words)),
      // What was said has gone to the other side.
      core.changed.on(({ messages }) => {
        if (messages.size > 0) trouble.attempt(() => own.note());
      }),
    ])
      this.owned.add(listening);
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/** What the devices of an account compare, with a digest that is the same wherever the same is known. */
export function comparedReactions({ reactions }: Pick<StoreReader, 'reactions'>): ComparedReactions {
  const said = reactions.newestOwn(mostComparedReactions);
  const digest = createHash('sha256').update(said.map(lineOf).sort().join('\n')).digest('hex');
  return { said, digest };
}

const lineOf = ({ peer, mid, saidAtNs, emoji }: OwnReaction): string =>
  [peer, mid, saidAtNs, emoji ?? ''].join(' ');
