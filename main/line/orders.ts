import type { Line } from './line';
import { parseTimType, parseWhole, splitDirections } from './options';

/** What an order does to the line: null when its value makes no sense, otherwise what there is to say. */
type Order = (line: Line, value: string) => string | null;

const done = 'done';

const orders: Readonly<Record<string, Order>> = {
  up: withWhole((line, speed) => line.change({ upBytesPerSecond: speed || null })),
  down: withWhole((line, speed) => line.change({ downBytesPerSecond: speed || null })),
  delay: withWhole((line, delayMs) => line.change({ delayMs })),
  drop: (line, value) => {
    const [named, rest] = splitDirections(value);
    const timType = parseTimType(rest);
    if (timType === null) return null;
    for (const direction of named) line.dropNext(direction, timType);
    return done;
  },
  stall: (line, value) => {
    const [named, rest] = splitDirections(value);
    const durationMs = parseWhole(rest);
    if (durationMs === null) return null;
    for (const direction of named) line.stall(direction, durationMs);
    return done;
  },
  swallow: (line, value) => {
    if (value !== 'on' && value !== 'off') return null;
    line.change({ isSwallowing: value === 'on' });
    return done;
  },
  cut: withoutValue((line) => {
    line.cut();
    return done;
  }),
  show: withoutValue(({ counters }) =>
    Object.entries(counters)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  ),
};

/** Does what a line of standard input orders; answers what to say about it, nothing for an empty one. */
export function obey(line: Line, text: string): string {
  const [name = '', value = '', ...more] = text.trim().split(/\s+/);
  if (name === '') return '';
  const order = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (order === undefined || more.length > 0)
    return `unknown order; there are ${Object.keys(orders).join(', ')}`;
  return order(line, value) ?? `${name} needs another value`;
}

function withWhole(change: (line: Line, value: number) => void): Order {
  return (line, text) => {
    const value = parseWhole(text);
    if (value === null) return null;
    change(line, value);
    return done;
  };
}

function withoutValue(act: (line: Line) => string): Order {
  return (line, text) => (text === '' ? act(line) : null);
}
