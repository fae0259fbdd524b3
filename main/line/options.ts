import { FrameType } from '../protocol/packet-types';
import type { Endpoint } from './line';
import {
  directions,
  goodLine,
  type Direction,
  type DropRule,
  type LineRules,
  type StallRule,
} from './line-rules';

/** What the command line asks for. */
export interface ProgramOptions {
  readonly listen: Endpoint;
  readonly to: Endpoint;
  readonly rules: LineRules;
  readonly drops: readonly DropRule[];
  readonly stalls: readonly StallRule[];
}

/** The text behind `--help`, and after wrong arguments. */
export const usage = `usage: npm run line -- --listen [HOST:]PORT --to HOST:PORT [options]

A line between apps and a tim server that can be made bad. Let the app sign in at ws://127.0.0.1:PORT/tim.

  --listen [HOST:]PORT      where apps connect (host 127.0.0.1 unless given, port 0 for any free one)
  --to HOST:PORT            the server
  --down N                  bytes per second from the server, for all connections together (default: no limit)
  --up N                    bytes per second to the server
  --delay MS                how much later every byte arrives, in either direction
  --drop [up.|down.]TYPE:N  the Nth message of a tim type gets lost, in both directions unless one is named; may be given
                            several times. TYPE is a number or one of
                            ${Object.keys(FrameType)
                              .join(' ')
                              .replace(/(.{1,84})(?: |$)/g, '$1\n' + ' '.repeat(28))
                              .trimEnd()}
  --stall [up.|down.]AT:MS  nothing passes for MS milliseconds, once, then what waited does; AT is a number of bytes carried in the
                            direction, or seconds since the start (12s); may be given several times
  --swallow                 connections stay open, and nothing arrives
  --help                    this text

While it runs it reads orders from standard input, a line each: "down N", "up N" (0 for no limit), "delay MS",
"drop [up.|down.]TYPE", "stall [up.|down.]MS", "swallow on", "swallow off", "cut", "show".
`;

/** Outcome of reading the command line. */
export type ParsedCommand =
  | { readonly kind: 'run'; readonly options: ProgramOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly reason: string };

interface Draft {
  readonly listen: Endpoint | null;
  readonly to: Endpoint | null;
  readonly rules: LineRules;
  readonly drops: readonly DropRule[];
  readonly stalls: readonly StallRule[];
}

const readers: Readonly<Record<string, (value: string, draft: Draft) => Partial<Draft> | null>> = {
  '--listen': (value) => whenRead(parseEndpoint(value, '127.0.0.1'), (listen) => ({ listen })),
  '--to': (value) => whenRead(parseEndpoint(value, null), (to) => (to.port === 0 ? null : { to })),
  '--down': (value, { rules }) =>
    whenRead(parseWhole(value), (speed) => ({ rules: { ...rules, downBytesPerSecond: speed || null } })),
  '--up': (value, { rules }) =>
    whenRead(parseWhole(value), (speed) => ({ rules: { ...rules, upBytesPerSecond: speed || null } })),
  '--delay': (value, { rules }) =>
    whenRead(parseWhole(value), (delayMs) => ({ rules: { ...rules, delayMs } })),
  '--drop': (value, { drops }) => whenRead(parseDrops(value), (more) => ({ drops: [...drops, ...more] })),
  '--stall': (value, { stalls }) =>
    whenRead(parseStalls(value), (more) => ({ stalls: [...stalls, ...more] })),
};

/** Reads the command line; what is wrong is named in `reason`. */
export function parseCommand(argv: readonly string[]): ParsedCommand {
  let draft: Draft = { listen: null, to: null, rules: goodLine, drops: [], stalls: [] };
  const rest = argv.flatMap(splitAssignment);
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === '--help') return { kind: 'help' };
    if (flag === '--swallow') {
      draft = { ...draft, rules: { ...draft.rules, isSwallowing: true } };
      continue;
    }
    const read = Object.hasOwn(readers, flag) ? readers[flag] : undefined;
    if (read === undefined) return { kind: 'invalid', reason: `unknown option ${flag}` };
    const value = rest.shift();
    const change = value === undefined ? null : read(value, draft);
    if (change === null) return { kind: 'invalid', reason: `option ${flag} needs another value` };
    draft = { ...draft, ...change };
  }
  const { listen, to } = draft;
  if (listen === null) return { kind: 'invalid', reason: 'option --listen is missing' };
  if (to === null) return { kind: 'invalid', reason: 'option --to is missing' };
  return { kind: 'run', options: { ...draft, listen, to } };
}

/** The directions that a text begins with, and the rest of it: both unless it begins with `up.` or `down.`. */
export function splitDirections(text: string): readonly [readonly Direction[], string] {
  const named = directions.find((direction) => text.startsWith(`${direction}.`));
  return named === undefined ? [directions, text] : [[named], text.slice(named.length + 1)];
}

/** A tim type by its name or number; null for what is neither. */
export function parseTimType(text: string): number | null {
  const named = Object.entries(FrameType).find(([name]) => name === text);
  const timType = named === undefined ? parseWhole(text) : named[1];
  return timType === null || timType > 0x7f ? null : timType;
}

/** A whole number of up to nine digits; null for everything else. */
export function parseWhole(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function parseEndpoint(text: string, defaultHost: string | null): Endpoint | null {
  const [, named, portText = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  const host = named?.replace(/^\[(.+)\]$/, '$1') ?? defaultHost;
  const port = parseWhole(portText);
  return host === null || port === null || port > 65_535 ? null : { host, port };
}

function parseDrops(text: string): readonly DropRule[] | null {
  const [named, rest] = splitDirections(text);
  const [type = '', nthText = '', ...more] = rest.split(':');
  const timType = parseTimType(type);
  const nth = parseWhole(nthText);
  if (timType === null || nth === null || nth === 0 || more.length > 0) return null;
  return named.map((direction) => ({ direction, timType, nth }));
}

function parseStalls(text: string): readonly StallRule[] | null {
  const [named, rest] = splitDirections(text);
  const [at = '', durationText = '', ...more] = rest.split(':');
  const durationMs = parseWhole(durationText);
  const isTime = at.endsWith('s');
  const place = parseWhole(isTime ? at.slice(0, -1) : at);
  if (durationMs === null || place === null || more.length > 0) return null;
  return named.map((direction) => ({
    direction,
    durationMs,
    at: isTime ? { elapsedMs: place * 1000 } : { bytes: place },
  }));
}

function whenRead<Value, Result>(value: Value | null, make: (value: Value) => Result | null): Result | null {
  return value === null ? null : make(value);
}

function splitAssignment(argument: string): string[] {
  const end = argument.indexOf('=');
  return argument.startsWith('--') && end > 0
    ? [argument.slice(0, end), argument.slice(end + 1)]
    : [argument];
}
