import type { TimMessage } from '../../protocol/packets';
import type { DatabaseTraits } from '../database-traits';
import type { ServerBehaviour } from '../server-behaviour';
import type { ServerDatabase } from './database';
import { decodeMessage, encodeMessage, fits } from './struct-blobs';

/** Key of a conversation: two accounts of a domain, or a room. */
export type ChatKey = string & { readonly kind: 'chat-key' };

/** The conversation of two accounts, the same from both sides. */
export function userChat(domain: string | undefined, node: string, peer: string): ChatKey {
  const [first, second] = node < peer ? [node, peer] : [peer, node];
  // Branding.
  return JSON.stringify(['user', domain ?? '', first, second]) as ChatKey;
}

/** The conversation of a room. */
export function roomChat(domain: string | undefined, room: string): ChatKey {
  // Branding.
  return JSON.stringify(['room', domain ?? '', room]) as ChatKey;
}

/** Which part of a history is wanted; newest first. */
export interface HistoryQuery {
  readonly chat: ChatKey;
  /** Up to and including this mid; 0 or less: from the newest. */
  readonly upToMid: bigint;
  /** Only without `upToMid`: stored up to this time. 0 or less: no bound. */
  readonly upToNs: bigint;
  /** 0 or less: everything. */
  readonly limit: bigint;
}

type StoredRow = { mid: bigint; stanza: Buffer };

const noBound = 9_223_372_036_854_775_807n;

/** The history of all conversations. Mids are unique and increasing over all of them and never used twice. */
export class MessageStore {
  private readonly insertMessage;
  private readonly selectPage;
  private readonly selectAuthor;
  private readonly eraseMessage;

  constructor(
    private readonly database: ServerDatabase,
    private readonly ways: {
      readonly behaviour: Pick<ServerBehaviour, 'forgetsClientIds'>;
      readonly traits: DatabaseTraits;
    },
  ) {
    this.insertMessage = database.prepareWrite<[string, string, Uint8Array, bigint]>(
      'INSERT INTO message (chat, author, stanza, stored_ns) VALUES (?, ?, ?, ?)',
    );
    this.selectPage = database.prepare<[string, bigint, bigint, bigint], StoredRow>(
      `SELECT mid, stanza FROM message
       WHERE chat = ? AND stanza IS NOT NULL AND mid <= ? AND stored_ns <= ? ORDER BY mid DESC LIMIT ?`,
    );
    this.selectAuthor = database.prepare<[bigint, string], { author: string }>(
      'SELECT author FROM message WHERE mid = ? AND chat = ? AND stanza IS NOT NULL',
    );
    this.eraseMessage = database.prepareWrite<[bigint]>(
      "UPDATE message SET stanza = NULL, author = '' WHERE mid = ?",
    );
  }

  /**
   * Keeps a message, as on the real server without its `id`, with the bare node of its author; answers its mid, or
   * `null` when it is larger than what the database takes.
   */
  add(chat: ChatKey, message: TimMessage, storedNs: bigint): bigint | null {
    const author = message.fromTid?.node ?? '';
    const { id, mid: _mid, ...kept } = message;
    const isIdKept = id !== undefined && !this.ways.behaviour.forgetsClientIds;
    const stanza = encodeMessage({ ...kept, ...(isIdKept ? { id } : {}), fromTid: { node: author } });
    if (!fits(stanza, this.ways.traits)) return null;
    return BigInt(this.insertMessage.run(chat, author, stanza, storedNs).lastInsertRowid);
  }

  /** The author's node; `null` when the conversation has no such message (any more). */
  authorOf(chat: ChatKey, mid: bigint): string | null {
    return this.selectAuthor.get(mid, chat)?.author ?? null;
  }

  /** Erases the content of a message, from the write-ahead log too. */
  erase(mid: bigint): void {
    this.eraseMessage.run(mid);
    this.database.emptyLog();
  }

  /** A page of history, newest first. */
  history(query: HistoryQuery): TimMessage[] {
    const upToMid = query.upToMid > 0n ? query.upToMid : noBound;
    const upToNs = query.upToMid <= 0n && query.upToNs > 0n ? query.upToNs : noBound;
    const limit = query.limit > 0n ? query.limit : -1n;
    return this.selectPage.all(query.chat, upToMid, upToNs, limit).map((row) => ({
      ...decodeMessage(row.stanza),
      mid: row.mid,
    }));
  }
}
