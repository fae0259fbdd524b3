import { JsonFile, type Shape } from '../platform/json-file';

/** A rectangle in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the app remembers about its window. */
export interface WindowState {
  /** Null until the window was moved or sized for the first time. */
  readonly bounds: Rectangle | null;
  readonly isMaximized: boolean;
  /** The user has been told once that closing keeps the app in the tray. */
  readonly knowsTray: boolean;
}

export const defaultSize = { width: 1180, height: 760 } as const;
export const minimumSize = { width: 640, height: 480 } as const;

// By hand: the window is made before anything else, and reading the library of schemas takes longer than making it.
const stateShape: Shape<WindowState> = {
  safeParse(value) {
    if (!isObject(value)) return { success: false };
    const { bounds, isMaximized, knowsTray } = value;
    const isWhole = typeof isMaximized === 'boolean' && typeof knowsTray === 'boolean';
    if (!isWhole || (bounds !== null && !isRectangle(bounds))) return { success: false };
    return { success: true, data: { bounds, isMaximized, knowsTray } };
  },
};
const initialState: WindowState = { bounds: null, isMaximized: false, knowsTray: false };

/** The remembered state; the initial one when there is none or the file is damaged. */
export function readWindowState(file: string): WindowState {
  const reading = new JsonFile(file, stateShape).read();
  return reading.kind === 'read' ? reading.value : initialState;
}

/** Remembers the state. Throws when the folder cannot be written. */
export function writeWindowState(file: string, state: WindowState): void {
  new JsonFile(file, stateShape).write(state);
}

/**
 * Bounds that lie completely inside one of the displays: the one that shows most of the remembered rectangle, else the
 * first. A screen that was unplugged or shrunk therefore never hides the window. Null when nothing is remembered.
 */
export function fitToDisplays(bounds: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle | null {
  const [first] = workAreas;
  if (bounds === null || first === undefined) return null;
  const area = workAreas.reduce(
    (best, next) => (overlap(bounds, next) > overlap(bounds, best) ? next : best),
    first,
  );
  const width = Math.min(Math.max(bounds.width, minimumSize.width), area.width);
  const height = Math.min(Math.max(bounds.height, minimumSize.height), area.height);
  return {
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(Math.max(value, minimum), maximum);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function isRectangle(value: unknown): value is Rectangle {
  if (!isObject(value)) return false;
  const { x, y, width, height } = value;
  return [x, y, width, height].every(Number.isSafeInteger) && Number(width) > 0 && Number(height) > 0;
}
