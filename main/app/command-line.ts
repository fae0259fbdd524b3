import { locales, themes, type Locale, type Theme } from '../../preload/contract/views';

/** What the person who started the app asked for. Chromium's own flags are not ours to look at. */
export interface CommandLine {
  /** Play the demonstration in a fresh profile that is removed at exit. */
  readonly isDemo: boolean;
  /** Write a picture of the window to this file once a chat is painted. */
  readonly screenshotFile: string | null;
  /** Longest time to let the chat fill before the picture, milliseconds. */
  readonly settleMs: number;
  /** Quit as soon as the window has painted (and the picture is written). */
  readonly exitsWhenPainted: boolean;
  readonly locale: Locale | null;
  readonly theme: Theme | null;
  readonly windowSize: { readonly width: number; readonly height: number } | null;
  readonly isVerbose: boolean;
}

/** The command line, or one sentence that says what is wrong with it. */
export type CommandLineOutcome =
  { readonly ok: true; readonly value: CommandLine } | { readonly ok: false; readonly message: string };

const defaults: CommandLine = {
  isDemo: false,
  screenshotFile: null,
  settleMs: 8_000,
  exitsWhenPainted: false,
  locale: null,
  theme: null,
  windowSize: null,
  isVerbose: false,
};

const switches: Readonly<Record<string, Partial<CommandLine>>> = {
  '--demo': { isDemo: true },
  '--exit': { exitsWhenPainted: true },
  '--verbose': { isVerbose: true },
};

/** Options with a value: what they change, and what is expected when the value cannot be understood. */
const options: Readonly<Record<string, OptionRule>> = {
  '--screenshot': {
    expects: 'a file name',
    read: (text) => (text === '' ? null : { screenshotFile: text }),
  },
  '--settle': {
    expects: 'a number of milliseconds up to 60000',
    read: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 60_000 ? { settleMs: Number(text) } : null),
  },
  '--lang': {
    expects: locales.join(' or '),
    read: (text) => {
      const locale = locales.find((known) => known === text);
      return locale === undefined ? null : { locale };
    },
  },
  '--theme': {
    expects: themes.join(' or '),
    read: (text) => {
      const theme = themes.find((known) => known === text);
      return theme === undefined ? null : { theme };
    },
  },
  '--window': { expects: 'a size like 1180x760, at least 320x240', read: readSize },
};

interface OptionRule {
  readonly expects: string;
  readonly read: (text: string) => Partial<CommandLine> | null;
}

/** Reads the arguments after the program. Unknown ones pass: they belong to Chromium or to the operating system. */
export function parseCommandLine(programArguments: readonly string[]): CommandLineOutcome {
  let value = defaults;
  for (let index = 0; index < programArguments.length; index += 1) {
    const argument = programArguments[index] ?? '';
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const rule = Object.hasOwn(options, name) ? options[name] : undefined;
    if (rule === undefined) {
      if (Object.hasOwn(switches, argument)) value = { ...value, ...switches[argument] };
      continue;
    }
    const text = equals < 0 ? programArguments[(index += 1)] : argument.slice(equals + 1);
    const change = text === undefined || text.startsWith('--') ? null : rule.read(text);
    if (change === null) return { ok: false, message: `${name} expects ${rule.expects}` };
    value = { ...value, ...change };
  }
  return { ok: true, value };
}

function readSize(text: string): Partial<CommandLine> | null {
  const [, width, height] = /^(\d{3,4})x(\d{3,4})$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  return size.width >= 320 && size.height >= 240 ? { windowSize: size } : null;
}
