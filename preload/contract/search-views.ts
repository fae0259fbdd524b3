/** A stretch of a text, UTF-16 units. */
export interface TextRangeView {
  readonly start: number;
  readonly length: number;
}

/** Kinds of messages that a search can be kept to. */
export const searchKinds = ['any', 'text', 'image', 'file', 'link'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What a search is kept to. */
export interface SearchFilterView {
  /** tim node of who wrote it; null: anybody. */
  readonly author: string | null;
  /** `image`: pictures, by their captions. `file`: files, by their names. `link`: texts with one. */
  readonly kind: SearchKind;
  /** Nothing older, server time in ms; null: however old. */
  readonly fromMs: number | null;
  /** Nothing of this moment or later, server time in ms; null: however new. */
  readonly untilMs: number | null;
}

/** A message that a search found. */
export interface SearchHitView {
  readonly messageId: string;
  readonly conversationId: string;
  /** Of the chat. */
  readonly title: string;
  readonly authorNode: string;
  readonly authorName: string;
  readonly isMine: boolean;
  readonly kind: 'text' | 'image' | 'file';
  /** Server time, milliseconds since 1970. */
  readonly sentAtMs: number;
  /** The text around what was found, empty for a picture without one; at most 120 UTF-16 units and the signs of what was left out. */
  readonly excerpt: string;
  /** What was found in the excerpt, in order, without overlaps. */
  readonly highlights: readonly TextRangeView[];
}

/** One page of what a search found, newest first. */
export interface SearchPageView {
  readonly hits: readonly SearchHitView[];
  /** Pass as `before` for what is older; null when everything was looked at. A page may be empty and have more behind it. */
  readonly earlier: string | null;
  /**
   * Nothing in the text can be looked up: it has only signs that are in nearly every text. Or there is neither a text nor a filter that wants
   * anything. Absent otherwise.
   */
  readonly isUnsearchable?: boolean;
}
