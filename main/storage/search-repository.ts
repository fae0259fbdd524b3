import { matchesQuery, type SearchQuery } from '../domain/search-query';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Message } from '../domain/message';
import { hasLink, linkChoice, type TermChoice } from '../domain/search-terms';
import type { Database } from './database';
import { messageColumns, toMessage, type MessageRow } from './message-row';
import {
  facetChoices,
  findableKinds,
  isFindable,
  mediaGroupOf,
  mediaGroups,
  type FindableKind,
  type MediaGroup,
} from './search-facets';
import { dayNs, matchExpression, rowNumberOfKey, searchKeyOf } from './search-index';

/** Entries that one question looks at; what is left is for the next one. */
const maxCandidates = 2_000;
/** Characters of text that one question compares. */
const maxCompared = 200_000;

/** What the messages that are found are kept to. */
export interface SearchFilter {
  /** Null: anybody. */
  readonly author: NodeId | null;
  readonly kind: 'any' | FindableKind | 'link' | MediaGroup;
  /** Nothing older, server time in ns; null: however old. */
  readonly fromNs: bigint | null;
  /** Nothing of this moment or later, server time in ns; null: however new. */
  readonly untilNs: bigint | null;
}

/** What to search, and from where on. */
export interface SearchRequest {
  /** Null: whatever they say. */
  readonly query: SearchQuery | null;
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
  private readonly chatNumber;

  constructor(database: Database) {
    this.chatNumber = database.prepare<[ConversationId], { chat_number: number }>(
      'SELECT chat_number FROM conversation WHERE conversation_id = ?',
    );
    this.candidates = database.prepare<[string, number, number, number], CandidateRow>(
      `SELECT search_key, ${messageColumns}
       FROM (SELECT rowid AS search_key FROM message_search
             WHERE message_search MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?) AS candidate
         JOIN message ON row_number = ${rowNumberOfKey('search_key')} JOIN content USING (row_number)
       WHERE (SELECT is_listed = 1 OR kind = 'notes' FROM conversation
              WHERE conversation.chat_number = message.chat_number) = 1
       ORDER BY search_key DESC`,
    );
  }

  /** The newest messages that contain every part of the query and are what the filter wants. */
  search({ query, conversationId, filter = unfiltered, before, limit }: SearchRequest): SearchPage {
    const choices = this.choicesOf(query, conversationId, filter);
    if (choices === null) return { messages: [], earlier: null };
    const end = Math.min(before ?? Number.MAX_SAFE_INTEGER, lastKeyOf(filter.untilNs));
    const range = [end, firstKeyOf(filter.fromNs)] as const;
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

  /** What the index knows of what is wanted; null where nothing can be that. */
  private choicesOf(
    query: SearchQuery | null,
    conversationId: ConversationId | null,
    { author, kind }: SearchFilter,
  ): readonly TermChoice[] | null {
    const chatNumber = conversationId === null ? null : this.chatNumber.get(conversationId)?.chat_number;
    if (chatNumber === undefined) return null;
    const words = [...(query?.choices ?? []), ...(kind === 'link' ? [linkChoice] : [])];
    const group = isMediaGroup(kind) ? kind : null;
    const ofKind = isFindableKind(kind) ? kind : null;
    const facets = { chatNumber, author, kind: ofKind, group };
    const isOfAll = Object.values(facets).every((facet) => facet === null);
    return isOfAll && words.length > 0 ? words : [...words, ...facetChoices(facets)];
  }
}

const isMediaGroup = (kind: SearchFilter['kind']): kind is MediaGroup =>
  mediaGroups.some((group) => group === kind);

const isFindableKind = (kind: SearchFilter['kind']): kind is FindableKind =>
  findableKinds.some((findable) => findable === kind);

const unfiltered: SearchFilter = { author: null, kind: 'any', fromNs: null, untilNs: null };

/** Where the day of a moment begins in the index; 0 for no moment. */
const firstKeyOf = (fromNs: bigint | null): number =>
  fromNs === null ? 0 : searchKeyOf({ rowNumber: 0, sortNs: fromNs });

/** Where the day after a moment begins in the index. */
const lastKeyOf = (untilNs: bigint | null): number =>
  untilNs === null ? Number.MAX_SAFE_INTEGER : searchKeyOf({ rowNumber: 0, sortNs: untilNs + dayNs });

/** What the index says is a guess, and of times it knows the day alone. */
function isWanted(message: Message, { author, kind, fromNs, untilNs }: SearchFilter): boolean {
  if (author !== null && message.author !== author) return false;
  if (fromNs !== null && message.sortNs < fromNs) return false;
  if (untilNs !== null && message.sortNs >= untilNs) return false;
  if (kind === 'link') return hasLink(message.text ?? '');
  if (isMediaGroup(kind)) return mediaGroupOf(message.contentKind, message.file) === kind;
  return kind === 'any' || message.contentKind === kind;
}

/** The index holds nothing else, but nothing else may be found either. */
function isFound(
  { text, contentKind, contentState, burnTerms }: Message,
  query: SearchQuery | null,
): boolean {
  if (contentState !== 'present' || burnTerms !== null || !isFindable(contentKind)) return false;
  return query === null || (text !== null && matchesQuery(text, query));
}

/** Within a day the index follows the order of arrival. */
function newestFirst(messages: readonly Message[]): readonly Message[] {
  return [...messages].sort((a, b) => (a.sortNs < b.sortNs ? 1 : a.sortNs > b.sortNs ? -1 : 0));
}
