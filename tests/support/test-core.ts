import type { ChangeSet } from '../../main/domain/change-set';
import type { MessageErased, MessageReceived } from '../../main/domain/domain-event';
import {
  toConversationId,
  toMessageId,
  toNodeId,
  toServerMid,
  type ConversationId,
  type MessageId,
} from '../../main/domain/ids';
import type { Message, MessageWords } from '../../main/domain/message';
import type { MessagingEnvironment } from '../../main/messaging/messaging-environment';
import { DraftShelf, type KeptDraft } from '../../main/messaging/draft-shelf';
import { BurnWishes } from '../../main/messaging/burn-wishes';
import { OpenMessages } from '../../main/messaging/open-messages';
import { ReeditShelf } from '../../main/messaging/reedit-shelf';
import { ServerLimits } from '../../main/outbox/server-limits';
import { EventReader } from '../../main/sync/event-reader';
import { InboundPipeline } from '../../main/sync/inbound-pipeline';
import { noProtection, type Protection } from '../../main/protocol/protection';
import type { PipelineOutcome } from '../../main/sync/pipeline-run';
import { SteadyClock } from '../../main/platform/steady-clock';
import { CountingRandom } from './counting-random';
import { ManualClock } from './manual-clock';
import { RecordingLogger } from './recording-logger';
import { TestStore } from './test-store';

export const self = toNodeId('self');
export const peer = toNodeId('peer');
export const chat = toConversationId('u:peer');
export const room = toConversationId('r:room');
/** When the messages of `received` were sent unless told otherwise, ns. */
export const sentAtNs = 1_789_999_990_000_000_000n;

/** A mid that must be one. */
export function midOf(value: bigint) {
  const mid = toServerMid(value);
  if (mid === null) throw new Error('no mid');
  return mid;
}

/** A message of the peer, one second after the other by mid. */
export const received = (mid: bigint, change: Partial<MessageReceived> = {}): MessageReceived => ({
  kind: 'messageReceived',
  conversation: { kind: 'user', node: peer },
  author: peer,
  isMine: false,
  viaRoom: null,
  cid: `cid-${mid}`,
  mid: midOf(mid),
  sentAtNs: sentAtNs + mid * 1_000_000_000n,
  content: { kind: 'text', text: `text ${mid}` },
  replyTo: null,
  mentions: [],
  burnTerms: null,
  source: 'live',
  isNews: change.source !== 'history',
  ...change,
});

/** The peer takes a message back. */
export const revoked = (mid: bigint, change: Partial<MessageErased> = {}): MessageErased => ({
  kind: 'messageRevoked',
  conversation: { kind: 'user', node: peer },
  by: peer,
  isMine: false,
  mid: midOf(mid),
  claimedMid: midOf(mid),
  sentAtNs: sentAtNs + 500_000_000_000n,
  ...change,
});

/** What makes a message a burn message, for spreading into it. */
export const burnContent = (text: string, seconds = 10, maxUnreadSeconds = 3_600) =>
  ({ content: { kind: 'text', text }, burnTerms: { seconds, maxUnreadSeconds } }) as const;

/** A draft of the chat that says this and nothing else; without a text it is empty. */
export const aDraft = (text: string, change: Partial<KeptDraft> = {}): KeptDraft => ({
  draftId: '00000000-0000-4000-8000-000000000001',
  conversationId: chat,
  text,
  replyToId: null,
  mentions: [],
  mode: 'asChat',
  burnSeconds: null,
  pictureCount: 0,
  isTakenBack: false,
  ...change,
});

/** The core around one database: pipeline and use cases, without a connection. Two chats exist: `chat` and `room`. */
export class TestCore {
  readonly files = new TestStore();
  readonly clock = new ManualClock();
  /** What life times count by, as in the app. */
  readonly burnClock = new SteadyClock(this.clock);
  readonly random = new CountingRandom();
  readonly logger = new RecordingLogger();
  readonly limits = new ServerLimits(this.files.store, this.clock);
  readonly outcomes: PipelineOutcome[] = [];
  readonly changes: ChangeSet[] = [];
  /** Why drafts could not be written. */
  readonly draftFailures: unknown[] = [];
  revokeWindowSeconds: number | null = 120;
  burnsOnLeave = false;
  sharesReceipts = false;
  enqueued = 0;

  readonly pipeline = new InboundPipeline({
    store: this.files.store,
    clock: this.burnClock,
    random: this.random,
    logger: this.logger,
    self: () => self,
    sharesReceipts: () => this.sharesReceipts,
  });

  /** What messages are protected by; a test may replace it. */
  protection: Protection = noProtection;

  readonly eventReader = new EventReader({
    store: this.files.store,
    protection: {
      needsOpening: (packet) => this.protection.needsOpening(packet),
      open: (packets) => this.protection.open(packets),
      seal: (frame) => this.protection.seal(frame),
    },
    self: () => self,
  });

  readonly messaging: MessagingEnvironment = {
    store: this.files.store,
    clock: this.burnClock,
    random: this.random,
    self: () => self,
    serverNowMs: () => this.clock.nowMs(),
    limits: this.limits,
    revokeWindowSeconds: () => this.revokeWindowSeconds,
    burnsOnLeave: () => this.burnsOnLeave,
    sharesReceipts: () => this.sharesReceipts,
    openMessages: new OpenMessages(),
    burnWishes: new BurnWishes(),
    drafts: new DraftShelf({
      store: this.files.store,
      clock: this.clock,
      failed: (error) => this.draftFailures.push(error),
    }),
    reedits: new ReeditShelf(this.burnClock),
    changed: (changes) => this.changes.push(changes),
    enqueued: () => (this.enqueued += 1),
  };

  constructor() {
    this.pipeline.applied.on((outcome) => this.outcomes.push(outcome));
    this.store.transaction((write) => {
      write.profile.set('node', self);
      write.conversations.ensure({ kind: 'user', node: peer });
      write.conversations.ensure({ kind: 'room', node: toNodeId('room') });
    });
  }

  get store() {
    return this.files.store;
  }

  /** The message with this id, with what is stored of its words, burn or not; fails when there is none. */
  message(messageId: MessageId | string): Message {
    const message = this.store.messages.byId(toMessageId(messageId));
    if (message === null) throw new Error('no such message');
    return { ...message, ...this.burnWordsOf(message) };
  }

  /** The message with this number in a chat, with its words like `message`; fails when there is none. */
  byMid(mid: bigint, conversationId = chat): Message {
    const message = this.store.messages.byMid(conversationId, midOf(mid));
    if (message === null) throw new Error('no such message');
    return { ...message, ...this.burnWordsOf(message) };
  }

  private burnWordsOf({ messageId }: Message): Partial<MessageWords> {
    const content = this.store.messages.burnContents([messageId]).get(messageId);
    if (content === undefined) return {};
    const { text, isCut, image, forwardedFrom, mentions } = content;
    return { text, isCut, image, forwardedFrom, mentions };
  }

  /** The echo of an own message as the server sends it. */
  echo(messageId: MessageId, mid: bigint, change: Partial<MessageReceived> = {}): MessageReceived {
    return received(mid, { author: self, isMine: true, cid: messageId, ...change });
  }

  /** Somebody has seen the chat down to its end; true when something was unread. */
  readAll(conversationId: ConversationId): boolean {
    const newest = this.store.messages.newest(conversationId);
    if (newest === null) return false;
    return this.store.transaction((write) => write.conversations.markRead(conversationId, newest));
  }

  dispose(): void {
    this.messaging.drafts.dispose();
    this.messaging.reedits.dispose();
    this.files.dispose();
  }
}
