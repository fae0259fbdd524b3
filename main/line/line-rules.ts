/** Directions of the line, seen from the client: `up` is what the client sends. */
export const directions = ['up', 'down'] as const;
export type Direction = (typeof directions)[number];

/** A message that gets lost: the nth of its tim type in its direction, counted over all connections since the line began. */
export interface DropRule {
  readonly direction: Direction;
  /** First byte of a frame without its highest bit (tim protocol, section 0). */
  readonly timType: number;
  /** 1 is the first. */
  readonly nth: number;
}

/** A pause in which nothing passes in a direction; what waits then passes. It happens once. */
export interface StallRule {
  readonly direction: Direction;
  /** When it begins: after so many bytes carried in the direction, or so many milliseconds after the line began. */
  readonly at: { readonly bytes: number } | { readonly elapsedMs: number };
  readonly durationMs: number;
}

/** How good or bad the line is. */
export interface LineRules {
  /** Bytes per second, null for as many as can be; shared by all connections. */
  readonly upBytesPerSecond: number | null;
  readonly downBytesPerSecond: number | null;
  /** How much later every byte arrives, in either direction. */
  readonly delayMs: number;
  /** Whether everything is swallowed: connections stay open, nothing arrives any more. What was swallowed does not come later. */
  readonly isSwallowing: boolean;
}

/** A line as good as the computer. */
export const goodLine: LineRules = {
  upBytesPerSecond: null,
  downBytesPerSecond: null,
  delayMs: 0,
  isSwallowing: false,
};
