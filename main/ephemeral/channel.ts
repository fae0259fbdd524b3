import type { ConversationAddress } from '../domain/conversation';
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
import { EphemeralReceiver, type DropReason } from './receiver';
import { EphemeralSender, type EphemeralMessage, type EphemeralSenderEnvironment } from './sender';
import { TypingBook } from './typing-book';

/** What the channel uses. `isKnown` is the one question that it asks of what is stored. */
export interface EphemeralChannelEnvironment extends EphemeralSenderEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly self: () => NodeId;
  readonly isKnown: (conversation: ConversationAddress) => boolean;
}

/** What passes by beside the messages: in both directions, bounded, and never stored. */
export class EphemeralChannel implements Disposable {
  readonly presence = new PresenceBook();
  /** A friend would like to hear how we can be reached. */
  readonly asked = new Emitter<NodeId>();
  /** Another device of the account tells what was chosen there, or this one hears itself. */
  readonly heardFromDevice = new Emitter<EphemeralNews<'presence'>>();
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
      typing: (news) => this.typing.note(news),
      file: ({ from, content }) => this.files.emit({ from, words: content }),
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

  /** Takes a frame that is a matter of the channel; false leaves it to others. Never throws. */
  offer(frame: Frame): boolean {
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

  private notePresence(news: EphemeralNews<'presence'>, self: NodeId): void {
    if (news.from === self) {
      this.heardFromDevice.emit(news);
      return;
    }
    this.presence.note(news);
    // Whoever has gone writes nowhere, and says so to nobody.
    if (news.content.availability === 'gone') this.typing.left(news.from);
    if (news.content.asksBack) this.asked.emit(news.from);
  }
}
