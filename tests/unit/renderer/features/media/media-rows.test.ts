import { describe, expect, it } from 'vitest';
import { mediaRows } from '../../../../../renderer/features/media/media-rows';
import { aMessage } from '../../views';

const at = (month: number, day: number): number => new Date(2026, month, day, 12).getTime();
const messages = [
  [10, 30],
  [10, 29],
  [10, 28],
  [10, 27],
  [9, 31],
  [9, 1],
].map(([month = 0, day = 0], index) => ({ ...aMessage(`m${index}`), sentAtMs: at(month, day) }));
const shapeOf = (rows: ReturnType<typeof mediaRows>) =>
  rows.map(({ month, messages: some }) => [month !== null, some.map(({ messageId }) => messageId)]);

describe('what a chat has', () => {
  it('stands in rows of three, each month in rows of its own below its name', () => {
    expect(shapeOf(mediaRows(messages, 'media'))).toEqual([
      [true, ['m0', 'm1', 'm2']],
      [false, ['m3']],
      [true, ['m4', 'm5']],
    ]);
    expect(mediaRows(messages, 'media')[2]?.month).toBe(new Date(2026, 9).getTime());
  });

  it('is one file or text in a row', () => {
    expect(mediaRows(messages, 'document').map(({ messages: some }) => some.length)).toEqual(
      Array.from({ length: 6 }, () => 1),
    );
    expect(mediaRows([], 'media')).toEqual([]);
  });
});
