import type { NodeId } from '../domain/ids';
import type { TimUserBean } from '../protocol/packets';
import { fromCardBytes, mergeCard, toCardBytes } from '../protocol/user-card';
import type { Answer } from '../session/client/answer';
import type { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';

/** What writing one's own card uses. */
export interface OwnCardEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly self: () => NodeId;
}

/**
 * The one writer of what this account tells about itself. Changes go one after the other, and each is merged into the card that
 * the server has, so that nothing is lost that another device or a newer version has put there.
 */
export class OwnCard {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly environment: OwnCardEnvironment) {}

  /** Changes fields, and keys of maps; what is left out stays. Never rejects because of the server. */
  change(change: TimUserBean): Promise<Answer<null>> {
    const changed = this.last.then(() => this.write(change));
    // Whoever asked hears of a failure; the next change does not.
    this.last = changed.catch(() => undefined);
    return changed;
  }

  private async write(change: TimUserBean): Promise<Answer<null>> {
    const { client, store, self } = this.environment;
    const touchesMaps = change.extend !== undefined || change.extra !== undefined;
    const read = touchesMaps ? await client.cards.people([self()]) : null;
    // Without the map that is there it would be replaced by ours alone.
    if (read !== null && read.kind !== 'ok') return read;
    const current = read?.value[self()] ?? this.kept();
    const merged = mergeCard(current, change);
    const answer = await client.cards.changeOwn(merged);
    if (answer.kind === 'ok') {
      store.transaction((write) => write.people.setCard(self(), toCardBytes({ ...current, ...merged })));
    }
    return answer;
  }

  private kept(): TimUserBean {
    const { store, self } = this.environment;
    const bytes = store.people.cardOf(self());
    return bytes === null ? {} : (fromCardBytes(bytes) ?? {});
  }
}
