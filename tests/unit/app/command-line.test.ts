import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommandLine, type CommandLine } from '../../../main/app/command-line';
import { initialSettings } from '../../../main/app/initial-settings';

function parse(...programArguments: string[]): CommandLine {
  const outcome = parseCommandLine(programArguments);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

describe('parseCommandLine', () => {
  it('asks for nothing by default', () => {
    expect(parse('.')).toEqual({
      isDemo: false,
      screenshotFile: null,
      settleMs: 8_000,
      exitsWhenPainted: false,
      locale: null,
      theme: null,
      windowSize: null,
      isVerbose: false,
    });
  });

  it('reads every flag, with a space or an equals sign', () => {
    expect(
      parse(
        '.',
        '--demo',
        '--screenshot',
        'a b.png',
        '--exit',
        '--lang=zh-CN',
        '--theme',
        'dark',
        '--window=800x600',
      ),
    ).toMatchObject({
      isDemo: true,
      screenshotFile: 'a b.png',
      exitsWhenPainted: true,
      locale: 'zh-CN',
      theme: 'dark',
      windowSize: { width: 800, height: 600 },
    });
    expect(parse('--settle', '500', '--verbose')).toMatchObject({ settleMs: 500, isVerbose: true });
  });

  it("lets Chromium's flags and unknown words pass", () => {
    const flags = [
      '--no-sandbox',
      '--disable-gpu',
      '--user-data-dir=/tmp/x',
      '--inspect=0',
      'tim://open',
      '-psn_0_1',
    ];
    expect(parse(...flags)).toEqual(parse());
  });

  it.each([
    [['--lang', 'de'], '--lang expects zh-CN or en'],
    [['--theme=pink'], '--theme expects system or light or dark'],
    [['--window', '10x10'], '--window expects a size like 1180x760, at least 320x240'],
    [['--window', 'x'], '--window expects a size like 1180x760, at least 320x240'],
    [['--screenshot'], '--screenshot expects a file name'],
    [['--screenshot', '--exit'], '--screenshot expects a file name'],
    [['--settle', '99999'], '--settle expects a number of milliseconds up to 60000'],
  ])('says what is wrong with %j', (programArguments, message) => {
    expect(parseCommandLine(programArguments)).toEqual({ ok: false, message });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('--lang', '--window', '--__proto__'))),
        (words) => {
          parseCommandLine(words);
        },
      ),
    );
  });
});

describe('initialSettings', () => {
  it('carries only what was asked for', () => {
    expect(initialSettings(parse())).toBeNull();
    expect(initialSettings(parse('--lang', 'en'))).toEqual({ locale: 'en' });
    expect(initialSettings(parse('--theme', 'dark'))).toEqual({ theme: 'dark' });
  });
});
