import { describe, expect, it } from 'vitest';
import {
  answerRange,
  parseRange,
  type ByteSpan,
  type RangedContent,
} from '../../../main/platform/ranged-answer';

const sizeBytes = 1_000;

function contentThat(reads: ByteSpan[]): RangedContent {
  return {
    sizeBytes,
    mediaType: 'audio/webm',
    ended: new AbortController().signal,
    read: async function* (span) {
      reads.push(span);
      await Promise.resolve();
      yield new Uint8Array(span.end - span.start);
    },
  };
}

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-', 0, 1_000],
    ['bytes=0-0', 0, 1],
    ['bytes=10-19', 10, 20],
    ['bytes=999-', 999, 1_000],
    ['bytes=900-5000', 900, 1_000],
    ['bytes=-1', 999, 1_000],
    ['bytes=-5000', 0, 1_000],
    [' bytes=5-6 ', 5, 7],
  ])('%s is a part that is there', (range, start, end) => {
    expect(parseRange(range, sizeBytes)).toEqual({ start, end });
  });

  it.each([
    'bytes=1000-',
    'bytes=1000-1001',
    'bytes=20-10',
    'bytes=-0',
    'bytes=-',
    'bytes=',
    'bytes=0-1,5-6',
    'bytes=a-b',
    'bytes=1.5-2',
    'bytes=-1-2',
    'bytes=0x1-2',
    'bytes=9999999999999999-',
    'items=0-1',
    '',
  ])('"%s" is none', (range) => {
    expect(parseRange(range, sizeBytes)).toBeNull();
  });

  it('of an empty content is none', () => {
    expect(parseRange('bytes=0-', 0)).toBeNull();
  });
});

describe('an answer about a content', () => {
  it('without a range is all of it', () => {
    const { status, headers } = answerRange(contentThat([]), null);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'Content-Type': 'audio/webm',
      'Content-Length': '1000',
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  it('with a range is that part, and nothing is read before somebody takes it', async () => {
    const reads: ByteSpan[] = [];
    const { status, headers, body } = answerRange(contentThat(reads), 'bytes=10-19');
    expect(status).toBe(206);
    expect(headers).toMatchObject({ 'Content-Range': 'bytes 10-19/1000', 'Content-Length': '10' });
    expect(reads).toEqual([]);
    for await (const bytes of body ?? []) expect(bytes).toHaveLength(10);
    expect(reads).toEqual([{ start: 10, end: 20 }]);
  });

  it('to a wrong range says how much there is, and gives nothing', () => {
    const { status, headers, body } = answerRange(contentThat([]), 'bytes=1000-');
    expect([status, body]).toEqual([416, null]);
    expect(headers['Content-Range']).toBe('bytes */1000');
  });
});
