import type { ConversationAddress } from '../domain/conversation';
import type { DeviceReactions } from '../domain/device-words';
import type { DomainEvent } from '../domain/domain-event';
import type {
  EphemeralExpectations,
  EphemeralHandlers,
  EphemeralKind,
  EphemeralNews,
  EphemeralOutcome,
} from '../domain/ephemeral';
import type { FileNews } from '../domain/file-transfer';
import type { NodeId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import type { Logger } from '../platform/logger';
import type { Frame } from '../protocol/packets';
import { PresenceBook } from './presence-book';
import { EphemeralReceiver, type DropReason, type Passed } from './receiver';
import { EphemeralSender, type EphemeralMessage, type EphemeralSenderEnvironment } from './sender';
import { TypingBook } from './typing-book';

/** What the channel uses. `isKnown` is the one question that it asks of what is stored. */
export interface EphemeralChannelEnvironment extends EphemeralSenderEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly self: () => NodeId;
  readonly isKnown: (conversation: ConversationAddress) => boolean;
}

/** What passes by beside the messages: in both directions, bounded, and stored nowhere but for the facts that a frame answers with. */
export class EphemeralChannel implements Disposable {
  readonly presence = new PresenceBook();
  /** A friend would like to hear how we can be reached. */
  readonly asked = new Emitter<NodeId>();
  /** Another device of the account tells what was chosen there, or this one hears itself. */
  readonly heardFromDevice = new Emitter<EphemeralNews<'presence'>>();
  /** Another device of the account tells what the user says one to one in a sign, or this one hears itself. */
  readonly heardReactions = new Emitter<DeviceReactions>();
  readonly typing: TypingBook;
  /** Somebody says something about the bytes of a file. */
  readonly files = new Emitter<FileNews>();
  private isFileExpected: (news: FileNews) => boolean = () => false;
  private readonly receiver: EphemeralReceiver;
  private readonly sender: EphemeralSender;

  constructor(environment: EphemeralChannelEnvironment) {
    this.typing = new TypingBook(environment.clock);
    const handlers: EphemeralHandlers = {
      presence: (news) => this.notePresence(news, environment.self()),
      typing: (news) => this.noteTyping(news),
      file: ({ from, content }) => {
        this.files.emit({ from, words: content });
        return null;
      },
      receipt: ({ from, conversation, content }) => ({
        kind: 'receiptCame',
        by: from,
        conversation,
        receipt: content,
      }),
      deviceReactions: ({ content }) => {
        this.heardReactions.emit(content);
        return content.said.length === 0 ? null : { kind: 'ownReactionsCame', said: content.said };
      },
    };
    const expects: EphemeralExpectations = {
      file: ({ from, content }) => this.isFileExpected({ from, words: content }),
    };
    this.receiver = new EphemeralReceiver({ ...environment, handlers, expects });
    this.sender = new EphemeralSender(environment);
  }

  /** From whom words about a file are taken although they are no friend. */
  admitFiles(isExpected: (news: FileNews) => boolean): void {
    this.isFileExpected = isExpected;
  }

  /**
   * Takes a frame that is a matter of the channel, and answers what has to be committed before the server may forget it; null leaves
   * the frame to others. Never throws.
   */
  offer(frame: Frame): Passed | null {
    return this.receiver.offer(frame);
  }

  /** Whether a refusal may be meant for something that was sent here; if so, it is taken. */
  refused(frameType: number, code: number): boolean {
    return this.sender.refused(frameType, code);
  }

  /** Says something that is worth something for a while; resolves always. */
  send<Kind extends EphemeralKind>(message: EphemeralMessage<Kind>): Promise<EphemeralOutcome> {
    return this.sender.send(message);
  }

  /** Nothing of a kind that still waits for its turn goes out. */
  withdrawWaiting(kind: EphemeralKind): void {
    this.sender.withdrawWaiting(kind);
  }

  /** How many frames were dropped, by reason, since the start. */
  dropped(): Readonly<Record<DropReason, number>> {
    return this.receiver.dropped();
  }

  /** The connection has ended, and with it all that was said on it. */
  disconnected(): void {
    this.sender.disconnected();
    this.presence.clear();
    this.typing.clear();
  }

  dispose(): void {
    this.sender.dispose();
    this.typing.dispose();
  }

  private notePresence(news: EphemeralNews<'presence'>, self: NodeId): DomainEvent | null {
    if (news.from === self) {
      this.heardFromDevice.emit(news);
      return null;
    }
    this.presence.note(news);
    // Whoever has gone writes nowhere, and says so to nobody.
    if (news.content.availability === 'gone') this.typing.left(news.from);
    if (news.content.asksBack) this.asked.emit(news.from);
    return null;
  }

  private noteTyping(news: EphemeralNews<'typing'>): DomainEvent | null {
    this.typing.note(news);
    return null;
  }
}
