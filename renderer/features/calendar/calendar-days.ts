import type { Locale } from '../../../preload/contract/views';

/** A day in the calendar; times are starts of local days, ms. */
export interface CalendarDay {
  readonly startMs: number;
  readonly isInMonth: boolean;
}

/** 0 for Sunday. */
const firstWeekday: Readonly<Record<Locale, number>> = { 'zh-CN': 1, en: 0 };
const weeks = 6;

/** The start of the local day so many days after the one that a moment is in. A day with a change of clocks has no 24 hours. */
export function daysAfter(timeMs: number, days: number): number {
  const date = new Date(timeMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** The same day some months later, or the last one of a month that is shorter. */
export function monthsAfter(timeMs: number, months: number): number {
  const date = new Date(timeMs);
  const lastDay = new Date(date.getFullYear(), date.getMonth() + months + 1, 0).getDate();
  const day = Math.min(date.getDate(), lastDay);
  return new Date(date.getFullYear(), date.getMonth() + months, day).getTime();
}

/** Six weeks with the month that a moment is in, so that the calendar keeps its height. */
export function monthOf(timeMs: number, locale: Locale): readonly (readonly CalendarDay[])[] {
  const date = new Date(timeMs);
  const month = date.getMonth();
  const first = new Date(date.getFullYear(), month, 1);
  const before = (first.getDay() - firstWeekday[locale] + 7) % 7;
  return Array.from({ length: weeks }, (_week, week) =>
    Array.from({ length: 7 }, (_day, day) => {
      const startMs = daysAfter(first.getTime(), week * 7 + day - before);
      return { startMs, isInMonth: new Date(startMs).getMonth() === month };
    }),
  );
}

/** How far a key moves in the calendar; null for other keys. */
export function calendarStep(key: string, timeMs: number, locale: Locale): number | null {
  const weekday = (new Date(timeMs).getDay() - firstWeekday[locale] + 7) % 7;
  switch (key) {
    case 'ArrowLeft':
      return daysAfter(timeMs, -1);
    case 'ArrowRight':
      return daysAfter(timeMs, 1);
    case 'ArrowUp':
      return daysAfter(timeMs, -7);
    case 'ArrowDown':
      return daysAfter(timeMs, 7);
    case 'Home':
      return daysAfter(timeMs, -weekday);
    case 'End':
      return daysAfter(timeMs, 6 - weekday);
    case 'PageUp':
      return monthsAfter(timeMs, -1);
    case 'PageDown':
      return monthsAfter(timeMs, 1);
    default:
      return null;
  }
}

/** The local day that a moment is in, as `2026-03-01`. */
export function dayOf(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The start of a local day that is written as `2026-03-01`, ms; null for the empty text. */
export function dayFrom(day: string): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date).getTime();
}
