import type { CallArgument, SearchRequest } from '../../../preload/contract/api';
import type { MediaCalls, MediaPageView } from '../../../preload/contract/media-calls';
import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { SearchFilterView, SearchHitView, SearchPageView } from '../../../preload/contract/search-views';
import { toConversationId, toNodeId } from '../../domain/ids';
import type { Message } from '../../domain/message';
import { parseSearchQuery, type SearchQuery } from '../../domain/search-query';
import type { SearchFilter } from '../../storage/search-repository';
import { toSearchHitView } from '../../views/search-hit-view';
import type { ActiveAccount } from '../active-account';
import { viewMessages } from './batch-views';
import type { CallContext, Handlers } from './call-context';
import { messageNames } from './message-names';

/** Calls that search what is stored. */
export function createSearchCalls({
  nowMs,
}: Pick<CallContext, 'nowMs'>): Pick<Handlers, 'messages.search' | keyof MediaCalls> {
  return {
    'messages.search': (request, account) => search(request, account),
    'media.page': (request, account) => mediaPage(request, account, nowMs()),
  };
}

/** What a chat has of a kind: from the index, whose entries go with what is erased and never were of what burns. */
function mediaPage(
  request: CallArgument<'media.page'>,
  account: ActiveAccount,
  nowMs: number,
): Result<MediaPageView> {
  const before = request.before === null ? null : parsePlace(request.before);
  if (request.before !== null && before === null) return fail('invalidArgument');
  const { messages, earlier } = account.store.search.search({
    query: null,
    conversationId: toConversationId(request.conversationId),
    filter: { author: null, kind: request.kind, fromNs: null, untilNs: null },
    before,
    limit: request.limit,
  });
  const shown = messages.filter(({ pendingOperation }) => pendingOperation === null);
  return succeed({
    messages: viewMessages(shown, account, nowMs),
    earlier: earlier === null ? null : String(earlier),
  });
}

function search(request: SearchRequest, account: ActiveAccount): Result<SearchPageView> {
  const before = request.before === null ? null : parsePlace(request.before);
  if (request.before !== null && before === null) return fail('invalidArgument');
  const query = parseSearchQuery(request.text);
  const isByFilter = request.text.trim() === '' && wantsAnything(request.filter);
  if (query === null && !isByFilter) return succeed({ hits: [], earlier: null, isUnsearchable: true });
  const { messages, earlier } = account.store.search.search({
    query,
    conversationId: request.conversationId === null ? null : toConversationId(request.conversationId),
    ...(request.filter === undefined ? {} : { filter: toFilter(request.filter) }),
    before,
    limit: request.limit,
  });
  return succeed({
    hits: viewHits(messages, query, account),
    earlier: earlier === null ? null : String(earlier),
  });
}

const wantsAnything = (filter: SearchFilterView | undefined): boolean =>
  filter !== undefined &&
  (filter.author !== null || filter.kind !== 'any' || filter.fromMs !== null || filter.untilMs !== null);

const toFilter = ({ author, kind, fromMs, untilMs }: SearchFilterView): SearchFilter => ({
  author: author === null ? null : toNodeId(author),
  kind,
  fromNs: fromMs === null ? null : BigInt(fromMs) * 1_000_000n,
  untilNs: untilMs === null ? null : BigInt(untilMs) * 1_000_000n,
});

function viewHits(
  messages: readonly Message[],
  query: SearchQuery | null,
  account: ActiveAccount,
): readonly SearchHitView[] {
  const { titleOfChat, nameOf } = messageNames(messages, account);
  return messages.map((message) =>
    toSearchHitView(message, { query, title: titleOfChat(message), authorName: nameOf(message.author) }),
  );
}

/** A place in the index as the window gives it back; null when it is none. */
function parsePlace(text: string): number | null {
  return /^\d{1,15}$/u.test(text) ? Number(text) : null;
}
