import type { Locale } from '../../preload/contract/views';

const dayMs = 86_400_000;

/** A day relative to today, as a message key of `dates`, or a date that is printed by `Intl`. */
export type DayText =
  { readonly kind: 'today' | 'yesterday' } | { readonly kind: 'date'; readonly text: string };

type FormatName =
  | 'stamp'
  | 'month'
  | 'narrowDay'
  | 'time'
  | 'weekday'
  | 'dayOfYear'
  | 'fullDate'
  | 'longDay'
  | 'longDayOfYear'
  | 'longDate';

const formats: Record<FormatName, Intl.DateTimeFormatOptions> = {
  stamp: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  month: { year: 'numeric', month: 'long' },
  narrowDay: { weekday: 'narrow' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'short' },
  dayOfYear: { month: 'short', day: 'numeric' },
  fullDate: { year: 'numeric', month: 'numeric', day: 'numeric' },
  longDay: { weekday: 'long' },
  longDayOfYear: { month: 'long', day: 'numeric' },
  longDate: { year: 'numeric', month: 'long', day: 'numeric' },
};

// Building a formatter costs more than using it thousands of times.
const cache = new Map<string, Intl.DateTimeFormat>();

function format(timeMs: number, name: FormatName, locale: Locale): string {
  const key = `${locale} ${name}`;
  const formatter = cache.get(key) ?? new Intl.DateTimeFormat(locale, formats[name]);
  cache.set(key, formatter);
  return formatter.format(timeMs);
}

/** Start of the local day, so that days can be compared. */
export function startOfDay(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}

/**
 * Finds the starts of days for many times of which most are of the same day as the one before. For one piece of work: the
 * time zone of the computer may be another one later.
 */
export function createDayFinder(): (timeMs: number) => number {
  let startMs = 0;
  let endMs = 0;
  return (timeMs) => {
    // To ask the calendar for each of thousands of messages takes longer than a frame.
    if (timeMs < startMs || timeMs >= endMs) {
      startMs = startOfDay(timeMs);
      endMs = new Date(startMs).setHours(24, 0, 0, 0);
    }
    return startMs;
  };
}

// Rounded, because a day with a clock change is an hour shorter or longer.
function daysAgo(timeMs: number, nowMs: number): number {
  return Math.round((startOfDay(nowMs) - startOfDay(timeMs)) / dayMs);
}

function isSameYear(firstMs: number, secondMs: number): boolean {
  return new Date(firstMs).getFullYear() === new Date(secondMs).getFullYear();
}

/** `14:05`, in both languages. */
export function timeText(timeMs: number, locale: Locale): string {
  return format(timeMs, 'time', locale);
}

/** Date and time in figures, for texts that leave the app. */
export function stampText(timeMs: number, locale: Locale): string {
  return format(timeMs, 'stamp', locale);
}

/** A month with its year. */
export function monthName(timeMs: number, locale: Locale): string {
  return format(timeMs, 'month', locale);
}

/** A day with its year. */
export function dayName(timeMs: number, locale: Locale): string {
  return format(timeMs, 'longDate', locale);
}

/** A day with its year in figures, where there is little room. */
export function shortDate(timeMs: number, locale: Locale): string {
  return format(timeMs, 'fullDate', locale);
}

/** A weekday in one letter. */
export function weekdayName(timeMs: number, locale: Locale): string {
  return format(timeMs, 'narrowDay', locale);
}

/** For list rows: the time today, yesterday, the weekday within a week, else the date. */
export function listDateText(timeMs: number, nowMs: number, locale: Locale): DayText {
  const days = daysAgo(timeMs, nowMs);
  if (days <= 0) return { kind: 'date', text: timeText(timeMs, locale) };
  if (days === 1) return { kind: 'yesterday' };
  if (days < 7) return { kind: 'date', text: format(timeMs, 'weekday', locale) };
  return { kind: 'date', text: format(timeMs, isSameYear(timeMs, nowMs) ? 'dayOfYear' : 'fullDate', locale) };
}

/** For day dividers: today, yesterday, else date and weekday, with the year if it is another one. */
export function dayDividerText(timeMs: number, nowMs: number, locale: Locale): DayText {
  const days = daysAgo(timeMs, nowMs);
  if (days === 0) return { kind: 'today' };
  if (days === 1) return { kind: 'yesterday' };
  const date = format(timeMs, isSameYear(timeMs, nowMs) ? 'longDayOfYear' : 'longDate', locale);
  const weekday = format(timeMs, 'longDay', locale);
  return { kind: 'date', text: locale === 'zh-CN' ? `${date} ${weekday}` : `${weekday}, ${date}` };
}

/** A remaining time as `1:48`, or `1:02:03` from an hour on; never below `0:00`. */
export function remainingText(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return hours > 0
    ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`
    : `${minutes}:${twoDigits(seconds % 60)}`;
}
