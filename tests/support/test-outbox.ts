import { expect } from 'vitest';
import type { ConversationId, MessageId } from '../../main/domain/ids';
import { revokeMessage } from '../../main/messaging/revoke-message';
import { sendMessage } from '../../main/messaging/send-message';
import { Outbox } from '../../main/outbox/outbox';
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
  isGone: boolean | null | Promise<boolean | null> = true;
  /** How often the outbox looked for a number that a command named. */
  looks = 0;
  isOnline = true;
  outbox = this.create();

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
    this.core.pipeline.apply([this.core.echo(messageId, mid)]);
    this.outbox.settled();
  }

  /** The server's word that an own message was revoked arrives. */
  echoRevoke(mid: bigint): void {
    this.core.pipeline.apply([revoked(mid, { by: self, isMine: true })]);
    this.outbox.settled();
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
    const { store, settlement, clock, random, logger, changes } = this.core;
    return new Outbox({
      store,
      settlement,
      clock,
      random,
      logger,
      changed: (set) => changes.push(set),
      link: {
        isOnline: () => this.isOnline,
        send: (frame) => this.sent.push(frame),
        verify: async ({ messageId }) => {
          this.verified.push(messageId);
          this.verifying(messageId);
        },
        isGone: () => {
          this.looks += 1;
          return Promise.resolve(this.isGone);
        },
      },
    });
  }
}
