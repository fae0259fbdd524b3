import type { AccountChange } from '../../../preload/contract/changes';
import type { ConversationId, NodeId } from '../../domain/ids';
import type { AccountNotice } from '../../ipc/messenger';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import type { Clock } from '../../platform/clock';
import type { AccountCore } from './account-core';
import { noticesOf } from './arrival-notices';
import { RequestNotices } from './request-notices';
import { RoomNotices } from './room-notices';
import { toldChanges } from './told-changes';

/** Whom the teller tells. */
export interface TellerEnvironment {
  /** The window. */
  readonly tell: (change: AccountChange) => void;
  /** The desktop. */
  readonly notify: (notice: AccountNotice) => void;
  readonly clock: Clock;
  /** The setting: who calls the user by name is heard in muted chats as well. */
  readonly mentionsBreakMute: () => boolean;
}

/** Tells the window what has changed, and the desktop what has arrived: ids and names, never content. */
export class Teller implements Disposable {
  private readonly owned = new DisposableStore();

  constructor(
    core: AccountCore,
    private readonly environment: TellerEnvironment,
  ) {
    const nameOf = (node: NodeId): string => core.nameOf(node);
    const self = (): NodeId => core.self();
    const { notify, clock, mentionsBreakMute } = environment;
    const { store } = core;
    const nowMs = (): number => core.messaging.clock.nowMs();
    const isMuted = (conversationId: ConversationId): boolean =>
      store.care.mutedUntilMs(conversationId) > nowMs();
    const requests = this.owned.add(new RequestNotices(clock, { store, nameOf, notify }));
    const rooms = this.owned.add(new RoomNotices(clock, { store, self, isMuted, notify }));
    this.owned.add(
      core.changed.on((changes) => {
        toldChanges(changes, store).forEach(environment.tell);
        if (changes.names.has(core.self())) this.tellSnapshot();
        requests.changed(changes);
        rooms.changed(changes);
      }),
    );
    this.owned.add(core.serverClock.moved.on(() => this.tellSnapshot()));
    this.owned.add(
      core.pipeline.applied.on((outcome) => {
        noticesOf(outcome, store, {
          self: core.self(),
          nameOf,
          nowMs: nowMs(),
          mentionsBreakMute: mentionsBreakMute(),
        }).forEach(notify);
        requests.asked(outcome.friendRequests);
      }),
    );
  }

  /** Something that no transaction changed is another now. */
  tell(change: AccountChange): void {
    this.environment.tell(change);
  }

  /** The connection, or another thing of which there is one, is another now. */
  tellSnapshot(): void {
    this.environment.tell({ kind: 'snapshot' });
  }

  /** Nothing of a chat stays on the desktop: it was read, deleted, or is not to be heard. */
  withdrawNotice(conversationId: ConversationId): void {
    this.environment.notify({ kind: 'withdrawn', conversationId });
  }

  dispose(): void {
    this.owned.dispose();
  }
}
