import type { SearchHitView, TextRangeView } from '../../preload/contract/search-views';
import type { Message } from '../domain/message';
import { rangesOf, type SearchQuery } from '../domain/search-query';

/** What the view of a hit depends on besides the message. */
export interface SearchHitContext {
  /** Null: whatever it says. */
  readonly query: SearchQuery | null;
  readonly title: string;
  readonly authorName: string;
}

const excerptLength = 120;
/** What is shown before the first thing found. */
const lengthBefore = 24;
const ellipsis = '…';

/** A found message, with no more of its text than a list shows. */
export function toSearchHitView(
  message: Message,
  { query, title, authorName }: SearchHitContext,
): SearchHitView {
  const text = message.text ?? '';
  return {
    messageId: message.messageId,
    conversationId: message.conversationId,
    title,
    authorNode: message.author,
    authorName,
    isMine: message.isMine,
    kind: kindOf(message),
    sentAtMs: Number(message.sortNs / 1_000_000n),
    ...toExcerpt(text, query === null ? [] : rangesOf(text, query)),
  };
}

/** Nothing of any other kind is found. */
const kindOf = ({ contentKind }: Message): SearchHitView['kind'] =>
  contentKind === 'image' || contentKind === 'file' ? contentKind : 'text';

function toExcerpt(
  text: string,
  ranges: readonly TextRangeView[],
): Pick<SearchHitView, 'excerpt' | 'highlights'> {
  const first = ranges[0]?.start ?? 0;
  const start = text.length <= excerptLength ? 0 : wholeCharacterAt(text, Math.max(0, first - lengthBefore));
  const end = wholeCharacterAt(text, Math.min(text.length, start + excerptLength));
  const before = start > 0 ? ellipsis : '';
  const after = end < text.length ? ellipsis : '';
  const highlights: TextRangeView[] = [];
  for (const range of ranges) {
    const from = Math.max(range.start, lastEnd(highlights) + start - before.length);
    const to = Math.min(range.start + range.length, end);
    if (to > from) highlights.push({ start: from - start + before.length, length: to - from });
  }
  return { excerpt: `${before}${text.slice(start, end)}${after}`, highlights };
}

function lastEnd(highlights: readonly TextRangeView[]): number {
  const last = highlights.at(-1);
  return last === undefined ? 0 : last.start + last.length;
}

/** The index, or the one before when it would cut a character in two. */
function wholeCharacterAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit < 0xe000 ? index - 1 : index;
}
