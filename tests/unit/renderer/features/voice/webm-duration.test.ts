import { describe, expect, it } from 'vitest';
import { withDuration } from '../../../../../renderer/features/voice/webm-duration';

/** What a recorder of the engine begins with: a header, a segment without an end, what is known of it, and the first cluster. */
const header = [0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01];
const segment = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const scale = [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40];
const app = [0x4d, 0x80, 0x83, 0x61, 0x62, 0x63];
const cluster = [0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xe7, 0x81, 0x00];
const info = (content: readonly number[]): number[] => [
  0x15,
  0x49,
  0xa9,
  0x66,
  0x80 | content.length,
  ...content,
];
const bytes = (...parts: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flat());

const duration = (durationMs: number): number[] => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, durationMs);
  return [0x44, 0x89, 0x88, ...new Uint8Array(view.buffer)];
};

describe('a recording', () => {
  it('has its length in it, so that every player can seek in it', () => {
    const recorded = bytes(header, segment, info([...scale, ...app]), cluster);
    const content = [...scale, ...app, ...duration(4_200)];
    const wanted = bytes(
      header,
      segment,
      [0x15, 0x49, 0xa9, 0x66, 0x10, 0, 0, content.length],
      content,
      cluster,
    );
    expect(withDuration(recorded, 4_200)).toEqual(wanted);
  });

  it('that says its length already stays as it is', () => {
    const recorded = bytes(header, segment, info([...scale, ...duration(7)]), cluster);
    expect(withDuration(recorded, 4_200)).toBe(recorded);
  });

  it.each([
    ['empty', bytes([])],
    ['something else', bytes([1, 2, 3, 4, 5, 6, 7, 8])],
    ['cut off in its beginning', bytes(header, segment.slice(0, 6))],
    ['without what is known of it', bytes(header, segment, cluster)],
    ['a segment with an end', bytes(header, [0x18, 0x53, 0x80, 0x67, 0x90], info([...scale]))],
  ])('that is %s stays as it is', (_name, recorded) => {
    expect(withDuration(recorded, 1_000)).toBe(recorded);
  });
});
