/** A stretch of a text, UTF-16 units. */
export interface TextRangeView {
  readonly start: number;
  readonly length: number;
}

/** A message that a search found. */
export interface SearchHitView {
  readonly messageId: string;
  readonly conversationId: string;
  /** Of the chat. */
  readonly title: string;
  readonly authorName: string;
  readonly isMine: boolean;
  /** Server time, milliseconds since 1970. */
  readonly sentAtMs: number;
  /** The text around what was found, at most 120 UTF-16 units and the signs of what was left out. */
  readonly excerpt: string;
  /** What was found in the excerpt, in order, without overlaps. */
  readonly highlights: readonly TextRangeView[];
}

/** One page of what a search found, newest first. */
export interface SearchPageView {
  readonly hits: readonly SearchHitView[];
  /** Pass as `before` for what is older; null when everything was looked at. A page may be empty and have more behind it. */
  readonly earlier: string | null;
}
