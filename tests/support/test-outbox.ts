import { expect } from 'vitest';
import { addressOf } from '../../main/domain/conversation';
import { toNodeId, type ConversationId, type MessageId } from '../../main/domain/ids';
import { revokeMessage } from '../../main/messaging/revoke-message';
import { sendMessage } from '../../main/messaging/send-message';
import { Outbox } from '../../main/outbox/outbox';
import { operations, type OperationRegistry } from '../../main/outbox/operations/registry';
import type { OutboxEnvironment } from '../../main/outbox/outbox-environment';
import type { Sighting } from '../../main/outbox/outbox-link';
import { Background } from '../../main/platform/background';
import type { OutgoingFrame } from '../../main/protocol/mapper';
import { chat, revoked, self, TestCore } from './test-core';

/** An outbox over a core, whose connection is a list of what was sent. */
export class TestOutbox {
  readonly core = new TestCore();
  readonly sent: OutgoingFrame[] = [];
  /** Messages that the outbox looked for on the server. */
  readonly verified: MessageId[] = [];
  /** What looking at the server's history finds. */
  verifying: (messageId: MessageId) => void = () => undefined;
  /** What the server's history says of a number that a command named. */
  isGone: boolean | null | Error | Promise<boolean | null> = true;
  /** How often the outbox looked for a number that a command named. */
  looks = 0;
  /** What it says when it finds nothing; an error is thrown. */
  sighting: Exclude<Sighting, 'there'> | Error = 'absent';
  /** Connections that the outbox has ended. */
  renewals = 0;
  /** What was sent over the connections before this one. */
  sentBeforeRenewal = 0;
  isOnline = true;
  readonly background = new Background(this.core.logger);
  outbox: Outbox;

  constructor(private readonly rules: OperationRegistry = operations) {
    this.outbox = this.create();
  }

  /** A restart of the program: a new outbox over the same database. */
  restart(): void {
    this.outbox = this.create();
    this.outbox.recover();
    this.outbox.pump();
  }

  say(text: string, conversationId: ConversationId = chat): MessageId {
    const outcome = sendMessage(
      { conversationId, content: { kind: 'text', text }, burnSeconds: null, replyToId: null, mentions: [] },
      this.core.messaging,
    );
    if (!outcome.ok) throw new Error(outcome.code);
    this.outbox.pump();
    return outcome.value;
  }

  revoke(messageId: MessageId): void {
    expect(revokeMessage(messageId, this.core.messaging)).toEqual({ ok: true, value: null });
    this.outbox.pump();
  }

  /** The server's echo of an own message arrives. */
  echo(messageId: MessageId, mid: bigint): void {
    const conversation = addressOf(this.core.message(messageId).conversationId);
    if (conversation === null) throw new Error('no chat');
    this.core.pipeline.apply([this.core.echo(messageId, mid, { conversation })]);
    this.outbox.settled();
  }

  /** The server's word that an own message was revoked arrives. */
  echoRevoke(mid: bigint): void {
    this.core.pipeline.apply([revoked(mid, { by: self, isMine: true })]);
    this.outbox.settled();
  }

  /** A chat with somebody else. */
  chatWith(node: string): ConversationId {
    const { store } = this.core;
    const address = { kind: 'user', node: toNodeId(node) } as const;
    return store.transaction((write) => write.conversations.ensure(address).conversationId);
  }

  /** Texts in the order in which they were sent. */
  texts(): readonly (string | undefined)[] {
    return this.sent.map(({ packet }) => packet.dataString);
  }

  /** Kinds of the open entries of a message. */
  open(messageId: MessageId): readonly string[] {
    return this.core.store.outbox.ofMessage(messageId).map(({ kind }) => kind);
  }

  dispose(): void {
    this.core.dispose();
  }

  private create(): Outbox {
    const { store, limits, clock, random, logger, changes } = this.core;
    const environment: OutboxEnvironment = {
      store,
      limits,
      clock,
      serverNowMs: () => clock.nowMs(),
      random,
      logger,
      background: this.background,
      changed: (set) => changes.push(set),
      failed: () => undefined,
      protection: { seal: (frame) => this.core.protection.seal(frame) },
      link: {
        isOnline: () => this.isOnline,
        send: (frame) => this.sent.push(frame),
        whenSilent: (timeoutMs, callback) => clock.after(timeoutMs, callback),
        renew: () => {
          this.renewals += 1;
          this.sentBeforeRenewal = this.sent.length;
          this.outbox.disconnected();
          this.outbox.pump();
        },
        verify: (messageId) => this.verify(messageId),
        isGone: () => {
          this.looks += 1;
          const { isGone } = this;
          return isGone instanceof Error ? Promise.reject(isGone) : Promise.resolve(isGone);
        },
      },
    };
    return new Outbox(environment, this.rules);
  }

  private async verify(messageId: MessageId): Promise<Sighting> {
    this.verified.push(messageId);
    this.verifying(messageId);
    if (this.core.message(messageId).mid !== null) return 'there';
    if (this.sighting instanceof Error) throw this.sighting;
    return Promise.resolve(this.sighting);
  }
}
