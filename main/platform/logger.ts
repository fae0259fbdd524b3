/** What may stand beside a log line: ids, codes and counts. Never message text, names, passwords, tokens or keys. */
export type LogFields = Readonly<Record<string, string | number | boolean | bigint | null>>;

/** Scoped logger. Lines carry ids and codes only. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger whose lines carry `scope` after this one's. */
  child(scope: string): Logger;
}

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** Writes one line per event to standard error, from `minimum` up. */
export function createConsoleLogger(scope: string, minimum: LogLevel = 'info'): Logger {
  const write = (level: LogLevel, event: string, fields: LogFields = {}): void => {
    if (levels.indexOf(level) < levels.indexOf(minimum)) return;
    // Types forbid `undefined`; a value that came through a cast is left out.
    const present = Object.entries(fields).filter(([, value]: [string, unknown]) => value !== undefined);
    const tail = present.map(([name, value]) => ` ${name}=${escapeControls(String(value))}`).join('');
    console.error(`${level} ${scope}: ${event}${tail}`);
  };
  return {
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    child: (name) => createConsoleLogger(`${scope}.${name}`, minimum),
  };
}

/** A value cannot begin a line of its own or speak to a terminal. */
const escapeControls = (text: string): string =>
  text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Drops everything; for tests and for code that has nothing to say. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};
