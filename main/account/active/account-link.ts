import { conversationIdOf } from '../../domain/conversation';
import { contentBytes } from '../../domain/message';
import { Outbox } from '../../outbox/outbox';
import type { Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import type { Logger } from '../../platform/logger';
import type { Random } from '../../platform/random';
import { FrameType } from '../../protocol/packet-types';
import { defaultHeartbeatOptions } from '../../session/heartbeat';
import { defaultReconnectOptions } from '../../session/reconnect-policy';
import { Session } from '../../session/session';
import type { SessionHooks, SessionStatus } from '../../session/session-terms';
import { FrameReceiver } from '../../sync/frame-receiver';
import type { PipelineOutcome } from '../../sync/pipeline-run';
import type { Dial } from '../../transport/transport';
import type { AccountProfile } from '../account-profile';
import type { AccountCore } from './account-core';
import { AccountPasswords } from './account-passwords';
import type { CatchUp } from './catch-up';
import { createOutboxLink } from './outbox-link';
import { createPatienceBook } from './patience-book';
import type { ServerAccess } from './server-access';
import type { Teller } from './teller';

/** What the link uses. */
export interface AccountLinkEnvironment {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** What the link is built upon. */
export interface AccountLinkParts {
  readonly core: AccountCore;
  readonly teller: Teller;
  readonly access: ServerAccess;
  readonly catchUp: CatchUp;
}

/** What talks: keeps a connection, takes in what comes over it, sends what waits. */
export class AccountLink implements Disposable {
  readonly session: Session;
  readonly passwords: AccountPasswords;
  private readonly outbox: Outbox;
  private readonly owned = new DisposableStore();

  constructor(
    profile: AccountProfile,
    private readonly parts: AccountLinkParts,
    environment: AccountLinkEnvironment,
  ) {
    const { core, access, catchUp } = parts;
    const { dial, clock, random, logger } = environment;
    const { store, limits, background, trouble } = core;
    this.outbox = new Outbox({
      store,
      limits,
      clock,
      serverNowMs: () => core.serverClock.nowMs(),
      random,
      logger: logger.child('outbox'),
      background,
      changed: (changes) => {
        core.tell(changes);
        // The server took somebody for no friend: its list tells.
        if (store.people.doubted().size > 0) catchUp.reconciler.hint('roster');
      },
      failed: (error) => trouble.failed(error),
      protection: core.protection,
      link: createOutboxLink(access, catchUp.history, clock),
    });
    const receiver = new FrameReceiver({
      pipeline: core.pipeline,
      reader: core.eventReader,
      outbox: this.outbox,
      ephemeral: access.ephemeral,
      replay: access.replay,
      clock,
      logger: logger.child('sync'),
      self: () => core.self(),
      serverOffset: (offsetMs) => core.serverClock.learn(offsetMs),
      skipped: () => access.wire.noteSkipped(),
      tooLong: (conversationId) => catchUp.reconciler.pullInBackground(conversationId),
    });
    const sessionLogger = logger.child('session');
    this.passwords = new AccountPasswords({ store, clock, typed: profile.password });
    this.session = new Session(
      { ...profile, heartbeat: defaultHeartbeatOptions, reconnect: defaultReconnectOptions },
      {
        dial,
        wire: access.wire,
        clock,
        random,
        logger: sessionLogger,
        patience: createPatienceBook(store, sessionLogger),
        passwords: this.passwords,
      },
      this.createHooks(receiver),
    );
    this.owned.add(core.enqueued.on(() => this.outbox.pump()));
    // What waits for somebody who is no friend any more is refused here.
    this.owned.add(
      core.changed.on(({ contacts }) => {
        if (contacts.size > 0) this.outbox.pump();
      }),
    );
    this.owned.add(core.pipeline.applied.on((outcome) => this.applied(outcome)));
    this.owned.add(this.session.onStatus((status) => this.statusChanged(status)));
  }

  /** What was in flight at the end of the last run waits again; it is sent by the next connection. */
  recover(): void {
    this.outbox.recover();
  }

  /** Ends the connection. */
  dispose(): void {
    this.owned.dispose();
    this.session.stop();
  }

  private createHooks(receiver: FrameReceiver): SessionHooks {
    const { core, access } = this.parts;
    return {
      accepted: (node) => core.accepted(node),
      replay: () => access.replay.run(),
      received: (frame) => receiver.receive(frame),
      receivedSeveral: (next) => receiver.receiveSeveral(next),
      sync: () => core.store.sync(),
      acknowledged: ({ type }) => {
        if (type === FrameType.offlineMessages) access.replay.pageAcknowledged();
      },
      disconnected: () => this.disconnected(),
      checkDisk: () => core.store.checkWritable(),
    };
  }

  private disconnected(): void {
    const { core, access, catchUp } = this.parts;
    access.replay.end();
    catchUp.reconciler.pause();
    for (const part of [this.outbox, catchUp.history, access.ephemeral]) {
      try {
        part.disconnected();
      } catch (error) {
        // The connection is gone already: nothing is left to be ended for it.
        core.trouble.report(error);
      }
    }
  }

  private statusChanged({ state }: SessionStatus): void {
    const { teller, catchUp } = this.parts;
    teller.tellSnapshot();
    if (state === 'online' && catchUp.reconciler.begin()) this.outbox.pump();
  }

  private applied(outcome: PipelineOutcome): void {
    this.outbox.settled();
    this.learnSizes(outcome);
  }

  /** What others wrote shows what the server stores; what comes at this moment, that it does so now. */
  private learnSizes({ arrived }: PipelineOutcome): void {
    for (const { conversation, content, source } of arrived) {
      const bytes = contentBytes(content);
      if (source === 'live') this.outbox.othersStored(conversationIdOf(conversation), bytes);
      else this.parts.core.limits.noteStored(bytes);
    }
  }
}
