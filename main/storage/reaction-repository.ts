import { toNodeId, type ConversationId, type MessageId, type NodeId, type ServerMid } from '../domain/ids';
import {
  maxReactionBytes,
  mostReactors,
  mostWaitingReactions,
  type OwnReaction,
  type Reaction,
} from '../domain/reaction';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';
import type { ErasureLog } from './erasure-log';
import { messageIdOf, storedIdFunction, type StoredId } from './stored-id';

/** What somebody says, as it is stored. */
export interface NewReaction {
  readonly conversationId: ConversationId;
  /** The server's number of the message that is meant, or of a copy of it. */
  readonly mid: ServerMid;
  readonly author: NodeId;
  /** One emoji of at most `maxReactionBytes`; null: nothing any more. */
  readonly emoji: string | null;
  /** When, in the server's time, ns: what is older than what is known changes nothing. */
  readonly saidAtNs: bigint;
  /**
   * Of what the user says one to one: whether the other devices of the account have still to be told. Absent for what others say, and
   * for rooms, where the server tells all of them.
   */
  readonly devices?: 'owed' | 'told';
}

/** What the user says one to one in a sign, and the row in which it stands. */
export interface StoredOwnReaction extends OwnReaction {
  readonly reactionNumber: number;
}

/** What became of it. `tooMany`: there is no room for it. */
export type Reacted = 'changed' | 'known' | 'tooMany';

interface SayingRow {
  readonly what: Uint8Array | null;
}

interface OwnRow {
  readonly reaction_number: number;
  readonly node: string;
  readonly mid: string;
  readonly what: Uint8Array;
}

interface FoundRow {
  readonly message_id: StoredId;
  readonly author: string;
  readonly what: Uint8Array;
}

const lengthBytes = 64;
const timeBytes = 8;
const textFrom = timeBytes + 1;

/** Reading what people say to messages in one sign. No call needs a transaction. */
export class ReactionReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** The reactions to messages, in the order in which their authors first reacted; one question, however many messages. */
  of(messageIds: readonly MessageId[]): readonly Reaction[] {
    const rows = messageIds.length === 0 ? [] : this.reading.of.all({ ids: JSON.stringify(messageIds) });
    return rows.flatMap(({ message_id, author, what }) => {
      const { emoji } = decode(what);
      return emoji === null
        ? []
        : [{ messageId: messageIdOf({ message_id }), author: toNodeId(author), emoji }];
    });
  }

  /** What somebody says to a message; null for nothing. */
  by(author: NodeId, messageId: MessageId): string | null {
    const found = this.of([messageId]).find((reaction) => reaction.author === author);
    return found?.emoji ?? null;
  }

  /** What the user says one to one and the other devices have still to be told, but for what the other side was not told itself. */
  owedToDevices(most: number): readonly StoredOwnReaction[] {
    return this.reading.owed.all({ most }).flatMap(toOwnReactions);
  }

  /** What the user said one to one, the newest first. */
  newestOwn(most: number): readonly OwnReaction[] {
    return this.reading.newestOwn.all({ most }).flatMap(toOwnReactions);
  }
}

/**
 * Writing them. Every call but the reading ones runs inside a transaction. A row is written over in place and has one length, so
 * that nothing of it is left anywhere; erasing is a matter of the message (`MessageWriter.erase`).
 */
export class ReactionWriter extends ReactionReader {
  private readonly writing;

  constructor(
    database: Database,
    private readonly erasures: ErasureLog,
  ) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /**
   * Notes what somebody says to a message, instead of what they have said before. A message that is not here may still come: so much
   * of everybody waits for it.
   */
  say({ conversationId, mid, author, emoji, saidAtNs, devices }: NewReaction): Reacted {
    const named = { conversation_id: conversationId, mid, author };
    const known = this.writing.known.get(named);
    const what = encode(saidAtNs, emoji);
    const shared = { is_shared: devices === undefined ? null : devices === 'told' ? 1 : 0 };
    if (known !== undefined) {
      // Erased with its message, or newer already; of the same moment everybody takes the same one.
      if (known.what === null || Buffer.compare(known.what, what) >= 0) return 'known';
      this.replace(named, what, shared);
      return 'changed';
    }
    const isWaiting = this.writing.isHere.get(named) === undefined;
    if (this.isFull(named, isWaiting)) return 'tooMany';
    this.writing.insert.run({ ...named, ...shared, what, is_waiting: isWaiting ? 1 : 0 });
    return 'changed';
  }

  /** The same for what the user says now: whatever the clocks of two computers say, it is later than what they said before. */
  sayNow(reaction: NewReaction): Reacted {
    const { conversationId, mid, author, saidAtNs } = reaction;
    const known = this.writing.known.get({ conversation_id: conversationId, mid, author })?.what ?? null;
    const beforeNs = known === null ? 0n : decode(known).saidAtNs;
    return this.say({ ...reaction, saidAtNs: saidAtNs > beforeNs ? saidAtNs : beforeNs + 1n });
  }

  /**
   * The server got what the user says one to one, at `sentAtMs` by its clock: it may have waited, and something else may have been said
   * on another device meanwhile.
   */
  noteSent(named: Pick<NewReaction, 'conversationId' | 'mid' | 'author'>, sentAtMs: number): void {
    const { conversationId, mid, author } = named;
    const row = { conversation_id: conversationId, mid, author };
    const what = this.writing.known.get(row)?.what ?? null;
    if (what === null) return;
    const { emoji, saidAtNs } = decode(what);
    const sentAtNs = BigInt(Math.round(sentAtMs)) * 1_000_000n;
    if (saidAtNs > 0n && sentAtNs > saidAtNs)
      this.writing.updateOwed.run({ ...row, what: encode(sentAtNs, emoji) });
  }

  /** The other devices were told what these rows said; what was said since is told once more. */
  noteTold(reactions: readonly StoredOwnReaction[]): void {
    for (const { reactionNumber, saidAtNs, emoji } of reactions)
      this.writing.noteTold.run({ reaction_number: reactionNumber, what: encode(saidAtNs, emoji) });
  }

  /** What somebody has said to a message was refused: they have said nothing. Whatever they say next counts. */
  takeBack({ conversationId, mid, author }: Pick<NewReaction, 'conversationId' | 'mid' | 'author'>): void {
    this.replace({ conversation_id: conversationId, mid, author }, encode(0n, null));
  }

  /** Nothing of what was said in chats that are being erased is left. */
  forgetDeletedChats(): void {
    if (this.writing.forgetDeleted.run().changes > 0) this.erasures.note();
  }

  /** What was said before is gone, from the log as well. */
  private replace(named: object, what: Uint8Array, shared: object = { is_shared: null }): void {
    if (this.writing.update.run({ ...named, ...shared, what }).changes > 0) this.erasures.note();
  }

  private isFull(named: { readonly conversation_id: ConversationId }, isWaiting: boolean): boolean {
    if (!isWaiting) return (this.writing.reactors.get(named)?.count ?? 0) >= mostReactors;
    const isOver = (): boolean => (this.writing.waiting.get(named)?.count ?? 0) >= mostWaitingReactions;
    if (!isOver()) return false;
    // Some of their messages have come by now.
    this.writing.reconsider.run(named);
    return isOver();
  }
}

/** A time of 0 is that of what was refused: nothing was said. */
function toOwnReactions({ reaction_number, node, mid, what }: OwnRow): readonly StoredOwnReaction[] {
  const { saidAtNs, emoji } = decode(what);
  if (saidAtNs === 0n) return [];
  // Only positive mids are ever written.
  const named = { peer: toNodeId(node), mid: BigInt(mid) as ServerMid };
  return [{ reactionNumber: reaction_number, ...named, saidAtNs, emoji }];
}

/** The time, the length of the sign, the sign, zeros. */
function encode(saidAtNs: bigint, emoji: string | null): Uint8Array {
  const bytes = Buffer.alloc(lengthBytes);
  bytes.writeBigInt64BE(saidAtNs, 0);
  const text = Buffer.from(emoji ?? '', 'utf8').subarray(0, maxReactionBytes);
  bytes.writeUInt8(text.length, timeBytes);
  text.copy(bytes, textFrom);
  return bytes;
}

function decode(what: Uint8Array): Pick<NewReaction, 'saidAtNs' | 'emoji'> {
  const bytes = Buffer.from(what.buffer, what.byteOffset, what.length);
  const text = bytes.toString('utf8', textFrom, textFrom + bytes.readUInt8(timeBytes));
  return { saidAtNs: bytes.readBigInt64BE(0), emoji: text === '' ? null : text };
}

/** Whether there is a message of this number, or a copy of one. */
const isHere = (chat: string, mid: string): string =>
  `(EXISTS (SELECT 1 FROM message WHERE message.chat_number = ${chat} AND message.mid = ${mid})
    OR EXISTS (SELECT 1 FROM message_copy AS copy WHERE copy.chat_number = ${chat} AND copy.mid = ${mid}))`;

function prepareReading(database: Database) {
  const asked = `SELECT ${storedIdFunction}(value) FROM json_each(@ids)`;
  return {
    of: database.prepare<object, FoundRow>(
      `SELECT message_id, reaction.author, what, reaction_number FROM message JOIN reaction USING (chat_number, mid)
         WHERE content_state = 'present' AND what IS NOT NULL AND message_id IN (${asked})
       UNION ALL SELECT message_id, reaction.author, what, reaction_number FROM message_copy JOIN reaction USING (chat_number, mid)
         WHERE what IS NOT NULL AND message_id IN (${asked})
       ORDER BY reaction_number`,
    ),
    owed: database.prepare<object, OwnRow>(
      `SELECT reaction_number, node, CAST(mid AS TEXT) AS mid, what FROM reaction JOIN conversation USING (chat_number)
       WHERE is_shared = 0 AND substr(what, 1, 8) > zeroblob(8) AND conversation.kind = 'user' AND NOT EXISTS (
         SELECT 1 FROM message JOIN outbox USING (message_id)
         WHERE message.chat_number = reaction.chat_number AND message.mid = reaction.mid AND outbox.kind = 'react')
       ORDER BY reaction_number LIMIT @most`,
    ),
    newestOwn: database.prepare<object, OwnRow>(
      `SELECT reaction_number, node, CAST(mid AS TEXT) AS mid, what FROM reaction JOIN conversation USING (chat_number)
       WHERE is_shared IS NOT NULL AND what IS NOT NULL AND conversation.kind = 'user'
       ORDER BY substr(what, 1, 8) DESC LIMIT @most`,
    ),
  };
}

function prepareWriting(database: Database) {
  const chat = chatNumberOf('@conversation_id');
  return {
    known: database.prepare<object, SayingRow>(
      `SELECT what FROM reaction WHERE chat_number = ${chat} AND mid = @mid AND author = @author`,
    ),
    isHere: database.prepare<object, { here: number }>(`SELECT 1 AS here WHERE ${isHere(chat, '@mid')}`),
    reactors: database.prepare<object, { count: number }>(
      `SELECT count(*) AS count FROM reaction WHERE chat_number = ${chat} AND mid = @mid`,
    ),
    waiting: database.prepare<object, { count: number }>(
      `SELECT count(*) AS count FROM reaction WHERE chat_number = ${chat} AND author = @author AND is_waiting = 1`,
    ),
    reconsider: database.prepareWriting<object, never>(
      `UPDATE reaction SET is_waiting = 0 WHERE chat_number = ${chat} AND author = @author AND is_waiting = 1
         AND ${isHere('reaction.chat_number', 'reaction.mid')}`,
    ),
    forgetDeleted: database.prepareWriting<[], never>(
      `UPDATE reaction SET what = NULL WHERE what IS NOT NULL
         AND chat_number IN (SELECT chat_number FROM conversation WHERE kind = 'erasing')`,
    ),
    insert: database.prepareWriting<object, never>(
      `INSERT INTO reaction (chat_number, mid, author, is_waiting, is_shared, what)
       VALUES (${chat}, @mid, @author, @is_waiting, @is_shared, @what)`,
    ),
    update: database.prepareWriting<object, never>(
      `UPDATE reaction SET what = @what, is_shared = COALESCE(@is_shared, is_shared)
       WHERE chat_number = ${chat} AND mid = @mid AND author = @author AND what IS NOT NULL`,
    ),
    updateOwed: database.prepareWriting<object, never>(
      `UPDATE reaction SET what = @what
       WHERE chat_number = ${chat} AND mid = @mid AND author = @author AND what IS NOT NULL AND is_shared = 0`,
    ),
    noteTold: database.prepareWriting<object, never>(
      `UPDATE reaction SET is_shared = 1 WHERE reaction_number = @reaction_number AND what = @what AND is_shared = 0`,
    ),
  };
}
