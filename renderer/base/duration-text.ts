/** A round duration as a message key of `durations` and the number that goes into it. */
export interface DurationText {
  readonly key: 'durations.seconds' | 'durations.minutes' | 'durations.hours';
  readonly count: number;
}

/** The largest unit that divides `seconds` without a rest: 90 stays 90 seconds, 120 is 2 minutes. */
export function durationText(seconds: number): DurationText {
  if (seconds >= 3600 && seconds % 3600 === 0) return { key: 'durations.hours', count: seconds / 3600 };
  if (seconds >= 60 && seconds % 60 === 0) return { key: 'durations.minutes', count: seconds / 60 };
  return { key: 'durations.seconds', count: seconds };
}
