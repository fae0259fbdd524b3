import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConsoleLogger, silentLogger } from '../../../main/platform/logger';

describe('the logger', () => {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('writes one line with scope, event and fields', () => {
    const logger = createConsoleLogger('app').child('session');
    logger.info('state', { from: 'a', count: 2, isOk: true, mid: 7n, none: null });
    expect(lines).toEqual(['info app.session: state from=a count=2 isOk=true mid=7 none=null']);
  });

  it('says nothing below its level, in children neither', () => {
    const logger = createConsoleLogger('app', 'warn').child('x');
    logger.debug('d');
    logger.info('i');
    logger.warn('w');
    logger.error('e');
    expect(lines).toEqual(['warn app.x: w', 'error app.x: e']);
  });

  it('never prints undefined', () => {
    const logger = createConsoleLogger('app', 'debug');
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level]('event');
    // Types forbid it; a value that came through a cast must not show either.
    logger.info('event', { code: undefined as never, other: 1 });
    expect(lines.join('\n')).not.toContain('undefined');
    expect(lines.at(-1)).toBe('info app: event other=1');
  });

  it('keeps a line a line', () => {
    createConsoleLogger('app').info('event', { code: 'a\nerror app: forged\r\u2028\u001b[31m' });
    expect(lines).toEqual(['info app: event code=a\\u000aerror app: forged\\u000d\\u2028\\u001b[31m']);
  });

  it('can be silent', () => {
    silentLogger.child('x').error('event', { a: 1 });
    for (const level of ['debug', 'info', 'warn'] as const) silentLogger[level]('event');
    expect(lines).toEqual([]);
  });
});
