import { describe, expect, it } from 'vitest';
import {
  calendarStep,
  daysAfter,
  monthOf,
  monthsAfter,
} from '../../../../../renderer/features/calendar/calendar-days';

const at = (year: number, month: number, day: number): number => new Date(year, month - 1, day).getTime();

describe('the days of a calendar', () => {
  it('are six weeks with the month in them, beginning as the language does', () => {
    const chinese = monthOf(at(2026, 11, 30), 'zh-CN');
    expect(chinese.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(chinese[0]?.[0]).toEqual({ startMs: at(2026, 10, 26), isInMonth: false });
    expect(monthOf(at(2026, 11, 30), 'en')[0]?.[0]).toEqual({ startMs: at(2026, 11, 1), isInMonth: true });
    expect(chinese.flat().filter(({ isInMonth }) => isInMonth)).toHaveLength(30);
  });

  it('are all there once, also where a clock is changed', () => {
    for (let month = 0; month < 24; month += 1) {
      const days = monthOf(monthsAfter(at(2026, 1, 15), month), 'zh-CN').flat();
      for (const [index, { startMs }] of days.entries()) {
        if (index > 0) expect(startMs).toBe(daysAfter(days[index - 1]?.startMs ?? 0, 1));
        expect(new Date(startMs).getHours()).toBe(0);
      }
    }
  });

  it('are reached with the keys of a grid', () => {
    const day = at(2026, 3, 31);
    const to = (key: string): number | null => calendarStep(key, day, 'zh-CN');
    expect([to('ArrowLeft'), to('ArrowRight'), to('ArrowUp'), to('ArrowDown')]).toEqual([
      at(2026, 3, 30),
      at(2026, 4, 1),
      at(2026, 3, 24),
      at(2026, 4, 7),
    ]);
    // A month that is shorter ends sooner.
    expect([to('PageUp'), to('PageDown')]).toEqual([at(2026, 2, 28), at(2026, 4, 30)]);
    expect([to('Home'), to('End'), to('a')]).toEqual([at(2026, 3, 30), at(2026, 4, 5), null]);
  });
});
