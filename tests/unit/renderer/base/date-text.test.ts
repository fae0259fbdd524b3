import { describe, expect, it } from 'vitest';
import {
  createDayFinder,
  dayDividerText,
  listDateText,
  remainingText,
  startOfDay,
  timeText,
} from '../../../../renderer/base/date-text';
import { durationText } from '../../../../renderer/base/duration-text';
import { noonMs } from '../views';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('dates', () => {
  it('prints times with 24 hours in both languages', () => {
    expect(timeText(noonMs, 'zh-CN')).toBe('14:00');
    expect(timeText(noonMs - 14 * hourMs, 'en')).toBe('00:00');
  });

  it('prints the time for today and says yesterday for yesterday', () => {
    expect(listDateText(noonMs - hourMs, noonMs, 'en')).toEqual({ kind: 'date', text: '13:00' });
    expect(listDateText(noonMs - 15 * hourMs, noonMs, 'en')).toEqual({ kind: 'yesterday' });
  });

  it('prints the weekday within a week, then the date, then the year', () => {
    expect(listDateText(noonMs - 2 * dayMs, noonMs, 'zh-CN')).toEqual({ kind: 'date', text: '周六' });
    expect(listDateText(noonMs - 10 * dayMs, noonMs, 'zh-CN')).toEqual({ kind: 'date', text: '11月13日' });
    expect(listDateText(noonMs - 400 * dayMs, noonMs, 'en')).toEqual({ kind: 'date', text: '10/19/2025' });
  });

  it('prints a time of the future, which a skewed clock can bring, as a time', () => {
    expect(listDateText(noonMs + hourMs, noonMs, 'en')).toEqual({ kind: 'date', text: '15:00' });
  });

  it('prints date and weekday on dividers', () => {
    expect(dayDividerText(noonMs, noonMs, 'zh-CN')).toEqual({ kind: 'today' });
    expect(dayDividerText(noonMs - dayMs, noonMs, 'zh-CN')).toEqual({ kind: 'yesterday' });
    expect(dayDividerText(noonMs, noonMs + 5 * dayMs, 'zh-CN')).toEqual({
      kind: 'date',
      text: '11月23日 星期一',
    });
    expect(dayDividerText(noonMs, noonMs + 5 * dayMs, 'en')).toEqual({
      kind: 'date',
      text: 'Monday, November 23',
    });
  });

  it('prints the time left in minutes and seconds and never goes below zero', () => {
    expect(remainingText(107_001)).toBe('1:48');
    expect(remainingText(3_723_000)).toBe('1:02:03');
    expect(remainingText(-5_000)).toBe('0:00');
  });

  it('names a duration by its largest whole unit', () => {
    expect(durationText(30)).toEqual({ key: 'durations.seconds', count: 30 });
    expect(durationText(90)).toEqual({ key: 'durations.seconds', count: 90 });
    expect(durationText(300)).toEqual({ key: 'durations.minutes', count: 5 });
    expect(durationText(3_600)).toEqual({ key: 'durations.hours', count: 1 });
  });
});

describe('the starts of many days', () => {
  it('are those of the calendar, in any order, also where the clocks change', () => {
    const dayOf = createDayFinder();
    const times = Array.from({ length: 2_000 }, (_, index) => noonMs - ((index * 7) % 400) * 11 * hourMs);
    expect(times.map(dayOf)).toEqual(times.map(startOfDay));
  });
});
