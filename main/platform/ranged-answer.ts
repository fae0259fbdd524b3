/** Bytes from `start` to the one before `end`. */
export interface ByteSpan {
  readonly start: number;
  /** The first byte that does not belong to it. */
  readonly end: number;
}

/** What is answered to a question for a content, or for a part of it; in the words of HTTP, which every player speaks. */
export interface RangedAnswer {
  readonly status: 200 | 206 | 404 | 416;
  readonly headers: Readonly<Record<string, string>>;
  /** Comes as fast as it is taken; throws when there is no more of it. Null for nothing. */
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Aborted as soon as nothing more may be given, also in the middle of the body. */
  readonly ended: AbortSignal | null;
}

/** A content that is given in parts. */
export interface RangedContent {
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly read: (span: ByteSpan) => AsyncIterable<Uint8Array>;
  readonly ended: AbortSignal;
}

/** Stands with every answer: nobody keeps it, nobody guesses what it is, and it is no page. */
const everyHeader = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
} as const;

/** The answer where there is nothing, or nothing any more. */
export const nothingThere: RangedAnswer = { status: 404, headers: everyHeader, body: null, ended: null };

/**
 * Answers a question for a content: `range` is the header of that name, null for all of it. One part at a time is given; a header that
 * asks for something else, or for what is not there, is answered with 416.
 */
export function answerRange(content: RangedContent, range: string | null): RangedAnswer {
  const { sizeBytes, mediaType, read, ended } = content;
  const headers = { ...everyHeader, 'Accept-Ranges': 'bytes', 'Content-Type': mediaType };
  const span = range === null ? { start: 0, end: sizeBytes } : parseRange(range, sizeBytes);
  if (span === null) {
    const outside = { ...headers, 'Content-Range': `bytes */${String(sizeBytes)}` };
    return { status: 416, headers: outside, body: null, ended: null };
  }
  const length = { 'Content-Length': String(span.end - span.start) };
  const body = read(span);
  if (range === null) return { status: 200, headers: { ...headers, ...length }, body, ended };
  const place = `bytes ${String(span.start)}-${String(span.end - 1)}/${String(sizeBytes)}`;
  return { status: 206, headers: { ...headers, ...length, 'Content-Range': place }, body, ended };
}

/** `bytes=first-last`, `bytes=first-` and `bytes=-count` (RFC 9110, 14.1.2); null for anything else, and for what is outside. */
export function parseRange(range: string, sizeBytes: number): ByteSpan | null {
  const match = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/u.exec(range.trim());
  if (match === null) return null;
  const [, first, last = '', count] = match;
  const start = first === undefined ? Math.max(0, sizeBytes - Number(count)) : Number(first);
  const end = first === undefined || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  return start < end ? { start, end } : null;
}
