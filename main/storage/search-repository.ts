import { matchesQuery, type SearchQuery } from '../domain/search-query';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Message } from '../domain/message';
import { hasLink, linkChoice } from '../domain/search-terms';
import type { Database } from './database';
import { messageColumns, toMessage, type MessageRow } from './message-row';
import { matchExpression, rowNumberOfKey, searchKeyOf } from './search-index';

/** Entries that one question looks at; what is left is for the next one. */
const maxCandidates = 2_000;
/** Characters of text that one question compares. */
const maxCompared = 200_000;

/** What the messages that are found are kept to. */
export interface SearchFilter {
  /** Null: anybody. */
  readonly author: NodeId | null;
  readonly kind: 'any' | 'text' | 'image' | 'link';
  /** Nothing older, server time in ns; null: however old. */
  readonly fromNs: bigint | null;
}

/** What to search, and from where on. */
export interface SearchRequest {
  readonly query: SearchQuery;
  /** Null: all chats. */
  readonly conversationId: ConversationId | null;
  /** Left out: to nothing. */
  readonly filter?: SearchFilter;
  /** `earlier` of the page before; null for the newest. */
  readonly before: number | null;
  /** Messages at most. */
  readonly limit: number;
}

/** Messages that match, newest day first. */
export interface SearchPage {
  readonly messages: readonly Message[];
  /** Where to go on, null when everything was looked at. A page may be empty and still have more behind it. */
  readonly earlier: number | null;
}

interface CandidateRow extends MessageRow {
  readonly search_key: number;
}

/** Searching messages. Every question does a bounded amount of work, and no call needs a transaction. */
export class SearchReader {
  private readonly candidates;

  constructor(database: Database) {
    this.candidates = database.prepare<[string, number, number, number], CandidateRow>(
      `SELECT search_key, ${messageColumns}
       FROM (SELECT rowid AS search_key FROM message_search
             WHERE message_search MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?) AS candidate
         JOIN message ON row_number = ${rowNumberOfKey('search_key')} JOIN content USING (row_number)
       WHERE (SELECT is_listed FROM conversation WHERE conversation.chat_number = message.chat_number) = 1
       ORDER BY search_key DESC`,
    );
  }

  /** The newest messages that contain every part of the query. */
  search({ query, conversationId, filter = unfiltered, before, limit }: SearchRequest): SearchPage {
    const choices = filter.kind === 'link' ? [...query.choices, linkChoice] : query.choices;
    const range = [before ?? Number.MAX_SAFE_INTEGER, firstKeyOf(filter.fromNs)] as const;
    const messages: Message[] = [];
    let candidates = 0;
    let compared = 0;
    for (const row of this.candidates.iterate(matchExpression(choices), ...range, maxCandidates)) {
      candidates += 1;
      const message = toMessage(row);
      const isCandidate = conversationId === null || message.conversationId === conversationId;
      if (isCandidate && isWanted(message, filter) && isFound(message, query)) messages.push(message);
      compared += message.text?.length ?? 0;
      if (messages.length === limit || compared >= maxCompared || candidates === maxCandidates) {
        return { messages: newestFirst(messages), earlier: row.search_key };
      }
    }
    return { messages: newestFirst(messages), earlier: null };
  }
}

const unfiltered: SearchFilter = { author: null, kind: 'any', fromNs: null };

/** Where the day of a moment begins in the index; 0 for no moment. */
const firstKeyOf = (fromNs: bigint | null): number =>
  fromNs === null ? 0 : searchKeyOf({ rowNumber: 0, sortNs: fromNs });

/** The day alone is the matter of the index. */
function isWanted(message: Message, { author, kind, fromNs }: SearchFilter): boolean {
  if (author !== null && message.author !== author) return false;
  if (fromNs !== null && message.sortNs < fromNs) return false;
  if (kind === 'link') return hasLink(message.text ?? '');
  return kind === 'any' || message.contentKind === kind;
}

/** The index holds nothing else, but nothing else may be found either. */
function isFound({ text, contentState, burnTerms }: Message, query: SearchQuery): boolean {
  return text !== null && contentState === 'present' && burnTerms === null && matchesQuery(text, query);
}

/** Within a day the index follows the order of arrival. */
function newestFirst(messages: readonly Message[]): readonly Message[] {
  return [...messages].sort((a, b) => (a.sortNs < b.sortNs ? 1 : a.sortNs > b.sortNs ? -1 : 0));
}
