import type { ConversationId, MessageId, NodeId, ServerMid } from '../domain/ids';
import type {
  BurnTerms,
  ErasedState,
  DeliveryState,
  MessageContent,
  PendingOperation,
} from '../domain/message';
import { textOf, toStoredContent } from './content-row';
import type { Database } from './database';
import type { ErasureLog } from './erasure-log';
import { MessageReader } from './message-reader';
import { prepareMessageWriting } from './message-writing';
import { isFindable, mediaGroupOf, type MediaGroup } from './search-facets';
import { markOf, SearchIndex } from './search-index';
import { messageIdOf, toStoredId } from './stored-id';

/** A message to store. */
export interface NewMessage {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly author: NodeId;
  readonly isMine: boolean;
  /** The room through which it goes; null for none. */
  readonly viaRoom: NodeId | null;
  readonly cid: string | null;
  readonly mid: ServerMid | null;
  readonly clientId: bigint | null;
  readonly sortNs: bigint;
  readonly place: bigint;
  readonly isUnread: boolean;
  /** Wall clock ms; null for an own message that the server has not confirmed. */
  readonly arrivedAtMs: number | null;
  readonly content: MessageContent;
  readonly replyTo: ServerMid | null;
  /** What it replaces; absent for nothing. */
  readonly replaces?: ServerMid;
  readonly mentions: readonly NodeId[];
  readonly burnTerms: BurnTerms | null;
  readonly delivery: DeliveryState;
}

/** What a message says that could not be read before. */
export type ReadContents = Pick<NewMessage, 'replyTo' | 'replaces' | 'mentions' | 'burnTerms'> & {
  readonly content: Exclude<MessageContent, { readonly kind: 'unreadable' }>;
};

/** A tombstone for a message that never arrived. */
export interface NewPlaceholder {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly author: NodeId;
  readonly isMine: boolean;
  readonly mid: ServerMid;
  readonly sortNs: bigint;
  readonly place: bigint;
  readonly arrivedAtMs: number;
  readonly contentState: 'revoked' | 'burned';
  readonly revokedBy: NodeId | null;
}

/**
 * Most tombstones of a chat whose messages never came. Commands can be forged by the thousand, and a message that comes
 * after this many later commands is no late one any more.
 */
export const mostPlaceholders = 2_000;

// A chat from before there was a limit comes down to it in steps, none of which anybody notices.
const mostDroppedAtOnce = 64;

/** What the server's word about a message tells. */
export interface SentMessage {
  readonly mid: ServerMid;
  readonly sortNs: bigint;
  readonly place: bigint;
  /** Wall clock ms. */
  readonly learntAtMs: number;
}

/** Writing messages, the only SQL that changes their content. Every call but the reading ones runs inside a transaction. */
export class MessageWriter extends MessageReader {
  private readonly writing;
  private readonly searchIndex: SearchIndex;
  private readonly self;

  constructor(
    database: Database,
    private readonly erasures: ErasureLog,
  ) {
    super(database);
    this.writing = prepareMessageWriting(database);
    this.searchIndex = new SearchIndex(database);
    this.self = database.prepare<[], { value: string }>("SELECT value FROM profile WHERE key = 'node'");
  }

  /** Stores a new message; the caller has checked that it is not known. */
  insert(message: NewMessage): void {
    const { content, burnTerms } = message;
    // What nobody can read is neither unread nor found; it is once it becomes present. What is folded never is.
    const state = stateOf(content);
    const isReadable = state === 'present';
    const { kind } = content;
    const findableKind = burnTerms === null && isFindable(kind) ? kind : null;
    const mark = findableKind === null ? null : markOf(textOf(content));
    const [row] = this.writing.insert.all({
      message_id: toStoredId(message.messageId),
      conversation_id: message.conversationId,
      author: message.author,
      is_mine: message.isMine ? 1 : 0,
      via_room: message.viaRoom,
      cid: message.cid === null ? null : toStoredId(message.cid),
      mid: message.mid,
      client_id: message.clientId,
      sort_ns: message.sortNs,
      place: message.place,
      is_unread: message.isUnread && isReadable ? 1 : null,
      is_mention: isReadable && this.isCalled(message.mentions) ? 1 : null,
      is_indexed: mark,
      arrived_at_ms: message.arrivedAtMs,
      content_kind: content.kind,
      content_state: state,
      reply_mid: message.replyTo,
      replaces_mid: message.replaces ?? null,
      burn_seconds: burnTerms?.seconds ?? null,
      burn_max_seconds: burnTerms?.maxUnreadSeconds ?? null,
      delivery: message.delivery,
    });
    if (row === undefined) throw new Error('a message was not stored');
    const { row_number: rowNumber, chat_number: chatNumber } = row;
    const mentions = message.mentions.length === 0 ? null : JSON.stringify(message.mentions);
    this.writing.insertContent.run({
      row_number: rowNumber,
      ...toStoredContent(content, message.isUnread),
      mentions,
    });
    if (findableKind !== null) {
      const { author, sortNs } = message;
      const group = groupOf(content);
      const text = textOf(content);
      const entry = { rowNumber, chatNumber, author, kind: findableKind, group, sortNs, text };
      this.searchIndex.enter(entry, mark);
    }
  }

  /**
   * Moves the own messages of a chat that the server does not have yet behind a place, so that they stand where they will
   * stand once it has them; answers which have moved.
   */
  keepBehind(conversationId: ConversationId, place: bigint): readonly MessageId[] {
    return this.writing.keepBehind.all({ conversation_id: conversationId, place }).map(messageIdOf);
  }

  /**
   * Stores a tombstone that keeps a late original hidden. Of more than `mostPlaceholders` in a chat those that came first
   * go, and are counted with the chat; answers which.
   */
  insertPlaceholder(placeholder: NewPlaceholder): readonly MessageId[] {
    this.writing.insertPlaceholder.run({
      message_id: toStoredId(placeholder.messageId),
      conversation_id: placeholder.conversationId,
      author: placeholder.author,
      is_mine: placeholder.isMine ? 1 : 0,
      mid: placeholder.mid,
      sort_ns: placeholder.sortNs,
      place: placeholder.place,
      arrived_at_ms: placeholder.arrivedAtMs,
      content_state: placeholder.contentState,
      revoked_by: placeholder.revokedBy,
    });
    // They came before the command did.
    if (this.eraseReactions(placeholder.messageId)) this.erasures.note();
    const { conversationId } = placeholder;
    const dropped = this.writing.dropPlaceholders.all({
      conversation_id: conversationId,
      most: mostPlaceholders,
      most_at_once: mostDroppedAtOnce,
    });
    if (dropped.length > 0) this.writing.noteDropped.run(dropped.length, conversationId);
    return dropped.map(messageIdOf);
  }

  /** Makes room for an original: one by another author than the tombstone assumed, or one that waits here already. */
  removePlaceholder(messageId: MessageId): void {
    this.writing.removePlaceholder.run(toStoredId(messageId));
  }

  /** The original of a tombstone arrived: the tombstone takes its time and its place, and never its text. */
  adoptOriginal(
    messageId: MessageId,
    original: Pick<NewMessage, 'cid' | 'sortNs' | 'place' | 'content' | 'burnTerms'>,
  ): void {
    const { content, burnTerms } = original;
    this.writing.adoptOriginal.run({
      message_id: toStoredId(messageId),
      cid: original.cid === null ? null : toStoredId(original.cid),
      sort_ns: original.sortNs,
      place: original.place,
      content_kind: content.kind,
      burn_seconds: burnTerms?.seconds ?? null,
      burn_max_seconds: burnTerms?.maxUnreadSeconds ?? null,
    });
  }

  /** The numbers of a chat turned out to have no order: its messages stand by their times. */
  placeByTime(conversationId: ConversationId): void {
    this.writing.placeByTime.run({ conversation_id: conversationId });
  }

  /** The user keeps a message that the server no longer has. */
  keepLocally(messageId: MessageId): void {
    this.writing.keepLocally.run(toStoredId(messageId));
  }

  /** The server has it: its number, its time, its place, and when this computer first learnt of it. */
  markSent(messageId: MessageId, sent: SentMessage): void {
    const { mid, sortNs, place, learntAtMs } = sent;
    this.searchIndex.move(messageId, sortNs);
    this.writing.markSent.run({
      message_id: toStoredId(messageId),
      mid,
      sort_ns: sortNs,
      place,
      arrived_at_ms: learntAtMs,
    });
  }

  /** Pins a message in its chat at a time, wall clock ms; null: no more. */
  setPinned(messageId: MessageId, pinnedAtMs: number | null): void {
    this.writing.setPinned.run(pinnedAtMs, toStoredId(messageId));
  }

  /** Puts a message above all others that are saved, or lets it go. One that is saved stays where it is. */
  setSaved(messageId: MessageId, isSaved: boolean): void {
    const statement = isSaved ? this.writing.save : this.writing.letGo;
    statement.run(toStoredId(messageId));
  }

  /** One message stands among what is saved where another one does. */
  takeSavedPlace(messageId: MessageId, savedId: MessageId): void {
    this.writing.takeSavedPlace.run({
      message_id: toStoredId(messageId),
      saved_id: toStoredId(savedId),
    });
  }

  /** The user has heard a recording. */
  setPlayed(messageId: MessageId): void {
    this.writing.setPlayed.run(toStoredId(messageId));
  }

  /** The copy that the message was known by is gone; it goes on under the number of another one. */
  setMid(messageId: MessageId, mid: ServerMid): void {
    this.writing.setMid.run({ mid, message_id: toStoredId(messageId) });
  }

  setDelivery(messageId: MessageId, delivery: DeliveryState, failure: string | null): void {
    this.writing.setDelivery.run(delivery, failure, toStoredId(messageId));
  }

  setPendingOperation(
    messageId: MessageId,
    operation: PendingOperation | null,
    failure: string | null,
  ): void {
    this.writing.setPendingOperation.run(operation, failure, toStoredId(messageId));
  }

  /** It replaces nothing: it stands beside what it was to replace, or what it claims to replace is not its author's. */
  setApart(messageId: MessageId): void {
    this.writing.setApart.run(toStoredId(messageId));
  }

  /** Starts the reading clock; true when it did not run before. A second reveal does not move it. */
  markRevealed(messageId: MessageId, revealedAtMs: number): boolean {
    return this.writing.markRevealed.run(revealedAtMs, toStoredId(messageId)).changes > 0;
  }

  /** Erases the content in place; the row stays as a tombstone. The log is emptied after the commit. */
  erase(messageId: MessageId, state: ErasedState, revokedBy: NodeId | null): void {
    // While the text is there: the index can be rid of it only by being told it once more.
    this.searchIndex.remove(messageId);
    this.writing.erase.run({
      message_id: toStoredId(messageId),
      content_state: state,
      revoked_by: revokedBy,
    });
    this.writing.eraseContent.run(toStoredId(messageId));
    this.eraseReactions(messageId);
    this.writing.eraseAttachments.run(toStoredId(messageId));
    this.erasures.note();
  }

  /**
   * Erases what was said in a chat that nobody was shown. Nothing leads to these messages any more: should the chat be shown one
   * day, the server's history brings them anew.
   */
  forgetUnshown(conversationId: ConversationId): void {
    for (const row of this.writing.holdingContent.all(conversationId)) {
      this.erase(messageIdOf(row), 'withdrawn', null);
      this.writing.forgetNumbers.run(row.message_id);
    }
    this.writing.forgetCopies.run(conversationId);
  }

  /**
   * A message that was kept as it came can be read now: from here on it is in the index, and unread if it was news and nobody
   * has read the chat since. What was kept gives way to it and is forgotten. Answers whether it is unread; null when the
   * message is not there to be read any more.
   */
  makePresent(messageId: MessageId, read: ReadContents, isNews: boolean): boolean | null {
    const { content, burnTerms, mentions } = read;
    const [row] = this.writing.makePresent.all({
      message_id: toStoredId(messageId),
      content_kind: content.kind,
      content_state: stateOf(content),
      reply_mid: read.replyTo,
      replaces_mid: read.replaces ?? null,
      burn_seconds: burnTerms?.seconds ?? null,
      burn_max_seconds: burnTerms?.maxUnreadSeconds ?? null,
      is_mention: this.isCalled(mentions) ? 1 : null,
      is_news: isNews && content.kind !== 'reaction' ? 1 : 0,
    });
    if (row === undefined) return null;
    this.writing.replaceContent.run({
      row_number: row.row_number,
      ...toStoredContent(content, false),
      mentions: mentions.length === 0 ? null : JSON.stringify(mentions),
    });
    this.erasures.note();
    if (burnTerms === null && isFindable(content.kind)) {
      this.searchIndex.add({
        rowNumber: row.row_number,
        chatNumber: row.chat_number,
        author: row.author,
        kind: content.kind,
        group: groupOf(content),
        sortNs: BigInt(row.sort_ns),
        text: textOf(content),
      });
    }
    return row.is_unread === 1;
  }

  /** A picture that nobody else has got yet becomes a smaller one, in place, with what goes with it; nothing is left of the larger one. */
  replaceImage(
    messageId: MessageId,
    { info, bytes }: Pick<Extract<MessageContent, { kind: 'image' }>, 'info' | 'bytes'>,
  ): void {
    const image = JSON.stringify(info);
    this.writing.replaceImage.run({ message_id: toStoredId(messageId), bytes, image });
    this.erasures.note();
  }

  /** Nothing that was said to a message in one sign is left; whether there was something. */
  private eraseReactions(messageId: MessageId): boolean {
    return this.writing.eraseReactions.run({ message_id: toStoredId(messageId) }).changes > 0;
  }

  /** Whether the user of this account is among them. */
  private isCalled(mentions: readonly NodeId[]): boolean {
    const self = mentions.length === 0 ? undefined : this.self.get()?.value;
    return self !== undefined && mentions.some((node) => node === self);
  }
}

/** What becomes of a content that has come. */
function stateOf({ kind }: MessageContent): 'present' | 'unreadable' | 'folded' {
  if (kind === 'unreadable') return 'unreadable';
  return kind === 'reaction' ? 'folded' : 'present';
}

/** Where a content stands in what its chat has. */
const groupOf = (content: MessageContent): MediaGroup | null =>
  mediaGroupOf(content.kind, content.kind === 'file' ? content.info : null);
