import type { Clock } from './clock';
import type { LogFields, Logger, LogLevel } from './logger';

/** How often one event may be told. */
export interface LineLimit {
  readonly mostLines: number;
  readonly withinMs: number;
}

export const defaultLineLimit: LineLimit = { mostLines: 20, withinMs: 60_000 };

interface Told {
  lines: number;
  leftOut: number;
}

/**
 * A logger that tells the same event so often and then only how often it was left out, once the time is over: what a peer or
 * a disk can make happen a hundred thousand times must not fill a disk with lines.
 */
export function limitLines(logger: Logger, clock: Clock, limit: LineLimit = defaultLineLimit): Logger {
  const told = new Map<string, Told>();
  const write = (level: LogLevel, event: string, fields?: LogFields): void => {
    const key = `${level} ${event}`;
    const known =
      told.get(key) ?? begin(key, () => logger[level](event, { leftOut: told.get(key)?.leftOut ?? 0 }));
    if (known.lines < limit.mostLines) {
      known.lines += 1;
      logger[level](event, fields);
    } else known.leftOut += 1;
  };
  const begin = (key: string, tellRest: () => void): Told => {
    const fresh = { lines: 0, leftOut: 0 };
    told.set(key, fresh);
    clock.after(limit.withinMs, () => {
      if (fresh.leftOut > 0) tellRest();
      told.delete(key);
    });
    return fresh;
  };
  return {
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    child: (scope) => limitLines(logger.child(scope), clock, limit),
  };
}
