import { addressOf, type ConversationAddress } from '../../domain/conversation';
import { OwnReceipts, type OwedReceipt } from '../../ephemeral/own-receipts';
import type { Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import type { AccountCore } from './account-core';
import type { AccountLink } from './account-link';
import type { AccountPresence } from './account-presence';
import type { ServerAccess } from './server-access';

/** What receipts use. */
export interface AccountReceiptsEnvironment {
  readonly clock: Clock;
}

/** What receipts are built upon. */
export interface AccountReceiptsParts {
  readonly core: AccountCore;
  readonly access: ServerAccess;
  readonly link: AccountLink;
  readonly presence: AccountPresence;
}

/** Tells the other sides of one-to-one chats what of theirs is here and what was read, where the user shares such things. */
export class AccountReceipts implements Disposable {
  private readonly own: OwnReceipts;
  private readonly owned = new DisposableStore();

  constructor(
    private readonly parts: AccountReceiptsParts,
    { clock }: AccountReceiptsEnvironment,
  ) {
    const { core, access, link, presence } = parts;
    this.own = this.owned.add(
      new OwnReceipts({
        clock,
        owed: (after, most) => this.owed(after, most),
        told: (receipt) => core.store.transaction((write) => write.receipts.noteTold(receipt)),
        maySpeak: () => core.messaging.sharesReceipts() && presence.maySpeak,
        mayTell: (conversation) => this.mayTell(conversation),
        send: (message) => access.ephemeral.send(message),
        failed: (error) => core.trouble.failed(error),
      }),
    );
    for (const listening of [
      link.session.onStatus(({ state }) =>
        state === 'online' ? this.own.online() : this.own.disconnected(),
      ),
      core.pipeline.applied.on(() => this.own.note()),
      presence.choiceChanged.on(() => this.own.note()),
    ])
      this.owned.add(listening);
  }

  /** The user has read something. */
  read(): void {
    this.own.note();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private owed(after: number, most: number): readonly OwedReceipt[] {
    return this.parts.core.store.receipts.due(after, most).flatMap((due) => {
      const conversation = addressOf(due.conversationId);
      return conversation === null ? [] : [{ ...due, conversation }];
    });
  }

  /** The server hands such things on to friends alone. */
  private mayTell({ kind, node }: ConversationAddress): boolean {
    const { core } = this.parts;
    return kind === 'user' && node !== core.self() && core.store.people.byNode(node)?.relation === 'friend';
  }
}
