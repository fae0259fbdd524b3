import { Directory } from '../../catch-up/directory';
import { History } from '../../catch-up/history';
import { MemberNames } from '../../catch-up/member-names';
import { RoomMembers } from '../../catch-up/room-members';
import { MissingMessages } from '../../catch-up/missing-messages';
import { Reconciler } from '../../catch-up/reconciler';
import { conversationIdOf } from '../../domain/conversation';
import type { Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import type { Logger } from '../../platform/logger';
import type { Random } from '../../platform/random';
import type { AccountCore } from './account-core';
import type { ServerAccess } from './server-access';
import type { Teller } from './teller';

/** Brings what is here up to the server's word: friends, rooms, names, and the history of every chat. */
export class CatchUp implements Disposable {
  readonly directory: Directory;
  readonly members: RoomMembers;
  readonly memberNames: MemberNames;
  readonly history: History;
  readonly missing: MissingMessages;
  readonly reconciler: Reconciler;
  private readonly owned = new DisposableStore();

  constructor(
    parts: { readonly core: AccountCore; readonly access: ServerAccess; readonly teller: Teller },
    { clock, random, logger }: { readonly clock: Clock; readonly random: Random; readonly logger: Logger },
  ) {
    const { core, access, teller } = parts;
    const { store, pipeline, trouble } = core;
    const { client, pacer, replay } = access;
    const self = () => core.self();
    const directory = new Directory({
      store,
      client,
      pacer,
      self,
      random,
      nowMs: () => clock.nowMs(),
      // A server whose clock is ahead would keep a new chat on top until that time has come.
      beginningMs: () => Math.min(clock.nowMs(), core.serverClock.nowMs()),
      changed: (changes) => core.tell(changes),
    });
    const members = new RoomMembers({
      store,
      client,
      pacer,
      clock,
      self,
      serverNowMs: () => core.serverClock.nowMs(),
      changed: (changes) => core.tell(changes),
      isOut: (room) => directory.rooms.outside(room),
    });
    const history = new History({
      store,
      client,
      pipeline,
      eventReader: core.eventReader,
      clock,
      pacer,
      changed: (changes) => core.tell(changes),
      isConfirmed: (address) => directory.isConfirmed(address),
    });
    const missing = this.owned.add(
      new MissingMessages({
        store,
        pipeline,
        clock,
        lookAgain: (conversationId, messageIds) => history.lookAgain(conversationId, messageIds),
        changed: () => teller.tellSnapshot(),
      }),
    );
    this.owned.add(history.compared.on((finding) => missing.found(finding)));
    const reconciler = this.owned.add(
      new Reconciler({
        store,
        replay,
        directory,
        members,
        history,
        missing,
        clock,
        logger: logger.child('reconcile'),
        failed: (error) => trouble.failed(error),
      }),
    );
    this.owned.add(
      pipeline.applied.on((outcome) => {
        for (const hint of outcome.roomNews) directory.rooms.hear(hint);
        for (const node of outcome.doubtedRooms) directory.rooms.cards.doubt(node);
        if (outcome.asksRoster) reconciler.hint('roster');
        if (outcome.asksRooms) reconciler.hint('rooms');
        for (const { conversation, author } of outcome.arrived) {
          reconciler.heard(conversationIdOf(conversation), author);
        }
        reconciler.meet(outcome.strangers);
        reconciler.doubt(outcome.doubted);
      }),
    );
    const { presence } = access.ephemeral;
    this.owned.add(
      presence.changed.on((node) => {
        const version = node === null ? undefined : presence.of(node)?.cardVersion;
        if (node !== null && version !== undefined) reconciler.hearOfCard(node, version);
      }),
    );
    // Nobody but the other devices of an account tells it that its card is another one.
    this.owned.add(
      access.ephemeral.heardFromDevice.on(({ content: { cardVersion } }) => {
        if (cardVersion !== undefined) reconciler.hearOfCard(self(), cardVersion);
      }),
    );
    this.directory = directory;
    this.members = members;
    this.memberNames = new MemberNames({ members: store.members, cards: directory.cards });
    this.history = history;
    this.missing = missing;
    this.reconciler = reconciler;
  }

  dispose(): void {
    this.owned.dispose();
  }
}
