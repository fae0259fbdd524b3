/** What is left of a frame that is too long to be kept. */
export interface ShortenedBody {
  write(bytes: Uint8Array): void;
}

/** Where the shortened body goes, and what stands in it for what was left out. */
export interface ShortenOptions {
  readonly emit: (bytes: Uint8Array) => void;
  /** Longest string or binary that is kept, bytes; a longer one is replaced by `token`. */
  readonly longestBytes: () => number;
  /** Something that nobody else can know, so that nobody can pretend; see `cut-messages.ts`. */
  readonly token: Uint8Array;
}
