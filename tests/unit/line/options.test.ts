import { describe, expect, it } from 'vitest';
import { goodLine } from '../../../main/line/line-rules';
import { parseCommand } from '../../../main/line/options';

const places = ['--listen', '5081', '--to', 'tim.example:5080'];
const optionsOf = (...argv: string[]): unknown => {
  const command = parseCommand([...places, ...argv]);
  return command.kind === 'run' ? command.options : command;
};

describe('the command line of the line', () => {
  it('is a good line unless told otherwise, and listens on this computer alone', () => {
    expect(optionsOf()).toEqual({
      listen: { host: '127.0.0.1', port: 5081 },
      to: { host: 'tim.example', port: 5080 },
      rules: goodLine,
      drops: [],
      stalls: [],
    });
  });

  it('takes speeds, delay and swallowing', () => {
    expect(optionsOf('--down', '30000', '--up=10000', '--delay', '200', '--swallow')).toMatchObject({
      rules: { downBytesPerSecond: 30_000, upBytesPerSecond: 10_000, delayMs: 200, isSwallowing: true },
    });
  });

  it('takes lost messages by name or number, for one direction or both', () => {
    expect(optionsOf('--drop', 'down.message:3', '--drop', '21:1')).toMatchObject({
      drops: [
        { direction: 'down', timType: 90, nth: 3 },
        { direction: 'up', timType: 21, nth: 1 },
        { direction: 'down', timType: 21, nth: 1 },
      ],
    });
  });

  it('takes stalls by time or by place', () => {
    expect(optionsOf('--stall', 'up.20000:5000', '--stall', 'down.12s:60000')).toMatchObject({
      stalls: [
        { direction: 'up', at: { bytes: 20_000 }, durationMs: 5_000 },
        { direction: 'down', at: { elapsedMs: 12_000 }, durationMs: 60_000 },
      ],
    });
  });

  it('takes other addresses, version 6 included', () => {
    const command = parseCommand(['--listen=0.0.0.0:1', '--to=[::1]:5080']);
    expect(command).toMatchObject({
      options: { listen: { host: '0.0.0.0', port: 1 }, to: { host: '::1', port: 5080 } },
    });
  });

  it.each([
    [['--listen', '5081'], 'option --to is missing'],
    [['--to', 'a:1'], 'option --listen is missing'],
    [[...places, '--to', '5080'], 'option --to needs another value'],
    [[...places, '--to', 'a:0'], 'option --to needs another value'],
    [[...places, '--listen', '65536'], 'option --listen needs another value'],
    [[...places, '--down', 'fast'], 'option --down needs another value'],
    [[...places, '--drop', 'massage:1'], 'option --drop needs another value'],
    [[...places, '--drop', 'message:0'], 'option --drop needs another value'],
    [[...places, '--drop', '128:1'], 'option --drop needs another value'],
    [[...places, '--stall', '5000'], 'option --stall needs another value'],
    [[...places, '--lose'], 'unknown option --lose'],
    [[...places, '--up'], 'option --up needs another value'],
  ])('refuses %j', (argv, reason) => {
    expect(parseCommand(argv)).toEqual({ kind: 'invalid', reason });
  });
});
