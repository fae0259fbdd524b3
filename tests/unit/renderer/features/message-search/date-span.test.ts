import { describe, expect, it } from 'vitest';
import { dateSpan } from '../../../../../renderer/features/message-search/date-span';

const startOf = (month: number, day: number): number => new Date(2026, month - 1, day).getTime();

describe('a span of days', () => {
  it.each([
    ['2026-03-01', '2026-03-31', startOf(3, 1), startOf(4, 1)],
    ['2026-03-31', '2026-03-01', startOf(3, 1), startOf(4, 1)],
    ['2026-03-05', '2026-03-05', startOf(3, 5), startOf(3, 6)],
    ['2026-03-05', '', startOf(3, 5), null],
    ['', '2026-12-31', null, new Date(2027, 0, 1).getTime()],
    ['', '', null, null],
    ['0001-01-01', '', 0, null],
  ])('from %s to %s has both days whole', (first, last, fromMs, untilMs) => {
    expect(dateSpan({ first, last })).toEqual({ fromMs, untilMs });
  });
});
