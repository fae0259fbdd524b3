import { ChangeSet } from '../domain/change-set';
import type { NodeId } from '../domain/ids';
import type { ProfileChange } from '../domain/profile';
import type { Random } from '../platform/random';
import type { TimUserBean } from '../protocol/packets';
import { fitsRecord, fromCardBytes, mergeCard, toCardChange } from '../protocol/user-card';
import type { Answer } from '../session/client/answer';
import type { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';
import { keepCard } from './kept-card';

/** What writing one's own card uses. */
export interface OwnCardEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly self: () => NodeId;
  readonly random: Random;
  /** Wall clock. */
  readonly nowMs: () => number;
  readonly changed: (changes: ChangeSet) => void;
}

const versionBytes = 8;

/** What came of a change. `tooLarge`: it was not sent, because not every server stores so much. */
export type OwnCardAnswer = Answer<null> | { readonly kind: 'tooLarge' };

/**
 * The one writer of what this account tells about itself. Changes go one after the other, and each is merged into the card that
 * the server has, so that nothing is lost that another device or a newer version has put there.
 */
export class OwnCard {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly environment: OwnCardEnvironment) {}

  /** Changes fields, and keys of maps; what is left out stays. Never rejects because of the server. */
  change(change: TimUserBean): Promise<OwnCardAnswer> {
    return this.inTurn(() => this.write(change));
  }

  /** Changes what this account tells about itself; whoever has the card sees from its version that it is another one. */
  changeProfile(change: ProfileChange): Promise<OwnCardAnswer> {
    return this.inTurn(() => this.write(toCardChange(change, this.nextVersion())));
  }

  private inTurn(work: () => Promise<OwnCardAnswer>): Promise<OwnCardAnswer> {
    const changed = this.last.then(work);
    // Whoever asked hears of a failure; the next change does not.
    this.last = changed.catch(() => undefined);
    return changed;
  }

  private async write(change: TimUserBean): Promise<OwnCardAnswer> {
    const { client, self } = this.environment;
    const touchesMaps = change.extend !== undefined || change.extra !== undefined;
    const read = touchesMaps ? await client.cards.people([self()]) : null;
    // Without the map that is there it would be replaced by ours alone.
    if (read !== null && read.kind !== 'ok') return read;
    const current = read?.value[self()] ?? this.kept();
    const merged = mergeCard(current, change);
    const card = { ...current, ...merged };
    if (!fitsRecord(card)) return { kind: 'tooLarge' };
    const answer = await client.cards.changeOwn(merged);
    if (answer.kind === 'ok') this.keep(card, read === null);
    return answer;
  }

  private keep(card: TimUserBean, isPictureUnknown: boolean): void {
    const { store, self, nowMs, changed } = this.environment;
    const changes = new ChangeSet();
    store.transaction((write) =>
      keepCard(write, { node: self(), card, toldAtMs: nowMs(), isPictureUnknown }, changes),
    );
    if (!changes.isEmpty) changed(changes);
  }

  /** One that no other change has: two devices may change the card in the same moment, and friends ask for each version once. */
  private nextVersion(): string {
    return Buffer.from(this.environment.random.bytes(versionBytes)).toString('hex');
  }

  private kept(): TimUserBean {
    const { store, self } = this.environment;
    const bytes = store.people.cardOf(self())?.bytes ?? null;
    return bytes === null ? {} : (fromCardBytes(bytes) ?? {});
  }
}
