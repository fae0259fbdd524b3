import type { ConversationKind, ConversationPlace, ListedConversation } from '../domain/conversation';
import {
  toConversationId,
  toNodeId,
  type ConversationId,
  type MessageId,
  type NodeId,
  type ServerMid,
} from '../domain/ids';
import type { Message } from '../domain/message';
import type { Person, Relation } from '../domain/person';
import type { ReceiptMarks } from '../domain/receipt';
import { usableRoom } from './conversation-repository';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';
import { isBeingErased } from './deleted-chat-repository';
import { messageColumns, toMessage, type MessageRow } from './message-row';
import { isAlikeColumn, personColumns, toPerson, type PersonRow } from './person-repository';
import { messageIdOf, storedIdFunction, type StoredId } from './stored-id';

/** A message as answers name it: the server's number in a chat. */
export interface MessageNumber {
  readonly conversationId: ConversationId;
  readonly mid: ServerMid;
}

/** What somebody is called; empty for what there is not. */
export interface PersonName {
  /** By themselves, and so by everybody. */
  readonly name: string;
  /** By the user of this account. */
  readonly remark: string;
  /** Somebody else is shown by a name that looks like theirs. */
  readonly isAlike: boolean;
}

/** Messages by what answers name them by. */
export type MessagesByNumber = (number: MessageNumber) => Message | null;

/**
 * What pages and lists show, read for many rows at a time: each method is one statement, however many rows are asked for.
 * Reading only; needs no transaction.
 */
export class ViewReader {
  private readonly statements;

  constructor(database: Database) {
    this.statements = prepareStatements(database);
  }

  /** The next so many chats of the list behind a place, with what their rows show; null: from its beginning. */
  conversations(after: ConversationPlace | null, limit: number): readonly ListedConversation[] {
    const { listPage } = this.statements;
    const place = after === null ? Number.MIN_SAFE_INTEGER : listPlaceOf(after);
    return listPage.all({ place, id: after?.conversationId ?? '', limit }).map(toListed);
  }

  /** Some chats as in `conversations`, in the order of their ids; those that are not in the list are left out. */
  conversationsByIds(ids: readonly ConversationId[]): readonly ListedConversation[] {
    return this.statements.conversationsByIds.all({ ids: JSON.stringify(ids) }).map(toListed);
  }

  /** Chats in whose rows a name of these people stands: in their own, and where they have written last. */
  conversationsShowing(nodes: readonly NodeId[]): readonly ConversationId[] {
    return this.statements.conversationsShowing
      .all({ nodes: JSON.stringify(nodes) })
      .map(({ conversation_id }) => toConversationId(conversation_id));
  }

  /** Messages in the order of the ids; unknown ones are left out. */
  messagesByIds(ids: readonly MessageId[]): readonly Message[] {
    const rows = this.statements.messagesByIds.all(JSON.stringify(ids));
    const byId = new Map(rows.map(toMessage).map((message) => [message.messageId, message]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** The messages with these numbers, or of which they are further copies. */
  messagesByNumbers(numbers: readonly MessageNumber[]): MessagesByNumber {
    const wanted = numbers.map(({ conversationId, mid }) => [conversationId, String(mid)]);
    const rows = wanted.length === 0 ? [] : this.statements.messagesByNumbers.all(JSON.stringify(wanted));
    const found = new Map(rows.map((row) => [keyOf(row.wanted_chat, row.wanted_mid), toMessage(row)]));
    return ({ conversationId, mid }) => found.get(keyOf(conversationId, String(mid))) ?? null;
  }

  /**
   * What stands now where a message with one of these numbers stood: what its author said instead, and instead of that, down to the
   * last one. Null where nothing replaces it.
   */
  replacements(numbers: readonly MessageNumber[]): MessagesByNumber {
    const wanted = numbers.map(({ conversationId, mid }) => [conversationId, String(mid)]);
    const rows = wanted.length === 0 ? [] : this.statements.replacements.all(JSON.stringify(wanted));
    // The last one of each chain comes last.
    const found = new Map(rows.map((row) => [keyOf(row.wanted_chat, row.wanted_mid), toMessage(row)]));
    return ({ conversationId, mid }) => found.get(keyOf(conversationId, String(mid))) ?? null;
  }

  /** The messages that answer any of these, or any that they replace, and those themselves: they show what has become of it. */
  answersTo(ids: readonly MessageId[]): readonly MessageId[] {
    const rows = this.statements.answersTo.all({ ids: JSON.stringify(ids) });
    return [...new Set(rows.map(messageIdOf))];
  }

  /** Names of people as they are stored; whoever is unknown or has none is left out. */
  names(nodes: readonly NodeId[]): ReadonlyMap<NodeId, PersonName> {
    const rows = this.statements.names.all(JSON.stringify(nodes));
    return new Map(
      rows.map(({ node, is_alike, ...names }) => [toNodeId(node), { ...names, isAlike: is_alike === 1 }]),
    );
  }

  /** People by their nodes; unknown ones are left out. */
  people(nodes: readonly NodeId[]): readonly Person[] {
    return this.statements.people.all(JSON.stringify(nodes)).map(toPerson);
  }
}

interface ListedRow extends MessageRow {
  readonly relation: Relation | null;
  readonly chat_id: string;
  readonly chat_kind: ConversationKind;
  readonly chat_node: string;
  readonly title: string;
  readonly is_history_complete: number;
  readonly burn_default_seconds: number | null;
  readonly began_at_ms: number;
  readonly chat_via_room: string;
  readonly list_place: number;
  readonly last_activity_ms: number;
  readonly pin_rank: number;
  readonly muted_until_ms: number;
  readonly is_archived: number;
  readonly is_marked_unread: number;
  readonly is_cleared: number;
  readonly unread_mention_count: number;
  readonly dropped_placeholders: number;
  readonly unread_count: number;
  readonly failed_count: number;
  readonly waiting_count: number;
  /** Null where the other side has told nothing. */
  readonly peer_delivered_place: string | null;
  readonly peer_read_place: string | null;
  /** Null in an empty chat, like every other column of a message. */
  readonly newest_row: number | null;
}

type NumberedRow = MessageRow & { readonly wanted_chat: string; readonly wanted_mid: string };

// A chain of edits longer than this leads on no further.
const mostVersions = 64;

// As the column of the same name: no time is as late as 2^52 ms.
const pinnedFrom = 2 ** 52;
const listPlaceOf = ({ pinRank, lastActivityMs }: ConversationPlace): number =>
  pinRank > 0 ? -pinnedFrom - pinRank : -lastActivityMs;

const keyOf = (conversationId: string, mid: string): string => `${mid} ${conversationId}`;

function toListed(row: ListedRow): ListedConversation {
  return {
    conversation: {
      conversationId: toConversationId(row.chat_id),
      kind: row.chat_kind,
      node: toNodeId(row.chat_node),
      title: row.title,
      isHistoryComplete: row.is_history_complete === 1,
      burnDefaultSeconds: row.burn_default_seconds,
      beganAtMs: row.began_at_ms,
      viaRoom: row.chat_via_room === '' ? null : toNodeId(row.chat_via_room),
      droppedTombstones: row.dropped_placeholders,
    },
    relation: row.relation ?? 'none',
    lastActivityMs: row.last_activity_ms,
    newest: row.newest_row === null ? null : toMessage(row),
    unreadCount: row.unread_count,
    failedCount: row.failed_count,
    waitingCount: row.waiting_count,
    unreadMentionCount: row.unread_mention_count,
    receipts: toMarks(row),
    care: {
      pinRank: row.pin_rank,
      mutedUntilMs: row.muted_until_ms,
      isArchived: row.is_archived === 1,
      isMarkedUnread: row.is_marked_unread === 1,
      isCleared: row.is_cleared === 1,
    },
  };
}

const toMarks = ({
  peer_delivered_place: delivered,
  peer_read_place: read,
}: ListedRow): ReceiptMarks | null =>
  delivered === null || read === null ? null : { deliveredPlace: BigInt(delivered), readPlace: BigInt(read) };

function prepareStatements(database: Database) {
  const listed = (condition: string, order: string): string =>
    `SELECT chat.*, relation, CAST(peer_delivered_place AS TEXT) AS peer_delivered_place,
       CAST(peer_read_place AS TEXT) AS peer_read_place, ${messageColumns} FROM (
       SELECT chat_number AS number, conversation_id AS chat_id, kind AS chat_kind, node AS chat_node, title, is_history_complete,
         burn_default_seconds, began_at_ms, ${usableRoom.replace('AS via_room', 'AS chat_via_room')}, dropped_placeholders, failed_count, waiting_count,
         unread_count, unread_mention_count, newest_row, list_place, MAX(began_at_ms, newest_at_ms) AS last_activity_ms,
         pin_rank, muted_until_ms, is_archived, is_marked_unread, cleared_place > 0 AS is_cleared
       FROM conversation WHERE is_listed = 1 AND is_deleted = 0 ${condition}) AS chat
     LEFT JOIN person ON chat_kind = 'user' AND person.node = chat_node
     LEFT JOIN receipt ON receipt.chat_number = number AND peer_delivered_place > 0
     LEFT JOIN message ON message.row_number = newest_row
     LEFT JOIN content USING (row_number) ORDER BY ${order}`;
  const among = (names: string): string => `IN (SELECT value FROM json_each(${names}))`;
  const amongMessages = (ids: string): string =>
    `IN (SELECT ${storedIdFunction}(value) FROM json_each(${ids}))`;
  return {
    listPage: database.prepare<object, ListedRow>(
      listed(
        'AND (list_place, conversation_id) > (@place, @id) ORDER BY list_place, conversation_id LIMIT @limit',
        'list_place, chat_id',
      ),
    ),
    conversationsByIds: database.prepare<object, ListedRow>(
      listed(`AND conversation_id ${among('@ids')}`, 'chat_id'),
    ),
    conversationsShowing: database.prepare<object, { conversation_id: string }>(
      `SELECT conversation.conversation_id FROM conversation
       LEFT JOIN message ON kind = 'room' AND message.row_number = newest_row
       WHERE is_listed = 1 AND is_deleted = 0 AND ((kind = 'user' AND node ${among('@nodes')})
         OR author ${among('@nodes')} OR revoked_by ${among('@nodes')})
       ORDER BY conversation.conversation_id`,
    ),
    messagesByIds: database.prepare<[string], MessageRow>(
      `SELECT ${messageColumns} FROM message LEFT JOIN content USING (row_number)
       WHERE message_id ${amongMessages('?')} AND NOT ${isBeingErased}`,
    ),
    messagesByNumbers: database.prepare<[string], NumberedRow>(
      `SELECT wanted_chat, wanted_mid, ${messageColumns} FROM (
         SELECT value ->> 0 AS wanted_chat, value ->> 1 AS wanted_mid FROM json_each(?))
       JOIN message ON message.row_number = COALESCE(
         (SELECT row_number FROM message AS named
            WHERE named.chat_number = ${chatNumberOf('wanted_chat')} AND named.mid = CAST(wanted_mid AS INTEGER)),
         (SELECT row_number FROM message_copy AS copy JOIN message AS named USING (message_id)
            WHERE copy.chat_number = ${chatNumberOf('wanted_chat')} AND copy.mid = CAST(wanted_mid AS INTEGER)))
       LEFT JOIN content USING (row_number)`,
    ),
    // A message may be known by several numbers.
    answersTo: database.prepare<object, { message_id: StoredId }>(
      `WITH RECURSIVE changed (chat_number, mid, replaces_mid, depth) AS (
         SELECT chat_number, mid, replaces_mid, 0 FROM message WHERE message_id ${amongMessages('@ids')}
         UNION ALL SELECT earlier.chat_number, earlier.mid, earlier.replaces_mid, depth + 1
         FROM changed CROSS JOIN message AS earlier ON earlier.chat_number = changed.chat_number AND earlier.mid = changed.replaces_mid
         WHERE depth < ${mostVersions}),
       numbers (of_chat, of_mid) AS (
         SELECT chat_number, mid FROM changed WHERE mid IS NOT NULL
         UNION ALL SELECT chat_number, replaces_mid FROM changed WHERE replaces_mid IS NOT NULL
         UNION ALL SELECT chat_number, mid FROM message_copy WHERE message_id ${amongMessages('@ids')})
       SELECT answer.message_id FROM numbers CROSS JOIN message AS answer
         ON answer.chat_number = of_chat AND answer.reply_mid = of_mid
       UNION ALL SELECT earlier.message_id FROM changed CROSS JOIN message AS earlier
         ON earlier.chat_number = changed.chat_number AND earlier.mid = changed.replaces_mid`,
    ),
    // Of several that replace the same one the first is the edit. By the same author alone: whatever a message claims.
    replacements: database.prepare<[string], NumberedRow>(
      `WITH RECURSIVE version (wanted_chat, wanted_mid, of_chat, of_author, of_mid, version_row, depth) AS (
         SELECT value ->> 0, value ->> 1, replaced.chat_number, replaced.author, replaced.mid, NULL, 0
         FROM json_each(?) JOIN message AS replaced ON replaced.row_number = COALESCE(
           (SELECT row_number FROM message AS named
              WHERE named.chat_number = ${chatNumberOf('value ->> 0')} AND named.mid = CAST(value ->> 1 AS INTEGER)),
           (SELECT row_number FROM message_copy AS copy JOIN message AS named USING (message_id)
              WHERE copy.chat_number = ${chatNumberOf('value ->> 0')} AND copy.mid = CAST(value ->> 1 AS INTEGER)))
         UNION ALL
         SELECT wanted_chat, wanted_mid, of_chat, of_author, later.mid, later.row_number, depth + 1
         FROM version JOIN message AS later ON later.row_number = (
           SELECT row_number FROM message AS next WHERE next.chat_number = of_chat
             AND next.replaces_mid = of_mid AND next.author = of_author
             AND next.content_state NOT IN ('withdrawn', 'deleted')
           ORDER BY next.tie_breaker LIMIT 1)
         WHERE depth < ${mostVersions})
       SELECT wanted_chat, wanted_mid, ${messageColumns} FROM version
       JOIN message ON message.row_number = version_row LEFT JOIN content USING (row_number) ORDER BY depth`,
    ),
    names: database.prepare<[string], Pick<PersonRow, 'node' | 'name' | 'remark' | 'is_alike'>>(
      `SELECT node, name, remark, ${isAlikeColumn} FROM person WHERE (name <> '' OR remark <> '') AND node ${among('?')}`,
    ),
    people: database.prepare<[string], PersonRow>(
      `SELECT ${personColumns} FROM person WHERE node ${among('?')}`,
    ),
  };
}
