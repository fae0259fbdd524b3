import type { SearchHitView } from '../../../preload/contract/search-views';

/** A stretch of an excerpt, as it is or marked. */
export interface ExcerptPart {
  readonly text: string;
  readonly isMarked: boolean;
}

/** The excerpt of a hit in stretches, in their order; none is empty. */
export function excerptParts({
  excerpt,
  highlights,
}: Pick<SearchHitView, 'excerpt' | 'highlights'>): readonly ExcerptPart[] {
  const parts: ExcerptPart[] = [];
  let end = 0;
  for (const { start, length } of highlights) {
    parts.push({ text: excerpt.slice(end, start), isMarked: false });
    end = start + length;
    parts.push({ text: excerpt.slice(start, end), isMarked: true });
  }
  parts.push({ text: excerpt.slice(end), isMarked: false });
  return parts.filter(({ text }) => text !== '');
}
