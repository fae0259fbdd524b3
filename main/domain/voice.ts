/** Longest voice message, ms. */
export const maxVoiceMs = 5 * 60_000;

/** What a recorder may be late by with its end, ms. */
export const voiceToleranceMs = 5_000;

/** Most peaks that the picture of a recording has. */
export const mostPeaks = 100;

/** Loudest level of a peak; the quietest is 0. */
export const loudestPeak = 31;

/** What is known of a recording beside its bytes. Its author says so, and nothing is done by it but to draw. */
export interface VoiceInfo {
  readonly durationMs: number;
  /** One digit to the base 32 for each peak, in the order of time; at most `mostPeaks`. */
  readonly peaks: string;
}

const peaksPattern = /^[0-9a-v]{0,100}$/u;

/** What somebody says of a recording; null for what is none. */
export function readVoice(said: unknown): VoiceInfo | null {
  if (typeof said !== 'object' || said === null) return null;
  const { ms, peaks }: { readonly ms?: unknown; readonly peaks?: unknown } = said;
  if (typeof ms !== 'number' || !Number.isInteger(ms) || typeof peaks !== 'string') return null;
  const isLength = ms > 0 && ms <= maxVoiceMs + voiceToleranceMs;
  return isLength && peaksPattern.test(peaks) ? { durationMs: ms, peaks } : null;
}

/** How it is said to others; `readVoice` reads it. */
export const writeVoice = ({
  durationMs,
  peaks,
}: VoiceInfo): { readonly ms: number; readonly peaks: string } => ({
  ms: durationMs,
  peaks,
});

/** Peaks as parts of the loudest one, 0 to 1. */
export const toPeakLevels = (peaks: string): readonly number[] =>
  [...peaks].map((digit) => Number.parseInt(digit, 32) / loudestPeak);

/** The same the other way round; what is too much is left out. */
export const fromPeakLevels = (levels: readonly number[]): string =>
  levels
    .slice(0, mostPeaks)
    .map((level) => Math.round(Math.min(1, Math.max(0, level)) * loudestPeak).toString(32))
    .join('');
