import { homedir } from 'node:os';
import { join } from 'node:path';
import { databaseNames, parseDatabaseName, type DatabaseName } from './database-traits';
import { behaviourNames, behaviourNotes, parseBehaviour, type ServerBehaviour } from './server-behaviour';

/** Which release of tim answers revoke and burn: 2.1.0 as observed, 2.0.1 as its article describes. */
export type ServerStyle = '2.1.0' | '2.0.1';

/** Everything a server can be told; names and defaults are those of tim's configuration. */
export interface ServerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the database, `:memory:` for none. */
  readonly dataFolder: string;
  readonly deviceLimit: number;
  /** 0: no limit per kind of device. */
  readonly deviceTypeLimit: number;
  /** Messages per second for the whole server; 0: no limit. */
  readonly requestRate: number;
  readonly pingTimeoutMs: number;
  readonly authMinMs: number;
  readonly style: ServerStyle;
  /** The database whose limits are played; what is kept is in SQLite all the same. */
  readonly like: DatabaseName;
  /** Size of the salt of tim's configuration: the longer it is, the shorter are the passwords that tim can hash. */
  readonly saltBytes: number;
  readonly isDemo: boolean;
}

const msPerSecond = 1000;

/** The defaults of tim 2.1.0. */
export const defaultServerOptions: ServerOptions = {
  port: 0,
  dataFolder: join(homedir(), '.tim-desktop-server'),
  deviceLimit: 1,
  deviceTypeLimit: 0,
  requestRate: 100,
  pingTimeoutMs: 600 * msPerSecond,
  authMinMs: 10 * msPerSecond,
  style: '2.1.0',
  like: 'sqlite',
  saltBytes: 43,
  isDemo: false,
};

/** What the command line asks for. */
export type ParsedArguments =
  | {
      readonly kind: 'run';
      readonly options: ServerOptions;
      /** The switches that are named. */
      readonly behaviour: Partial<ServerBehaviour>;
      /** The file of a fault plan, `null` for none. */
      readonly faultsFile: string | null;
      /** Whether the key of the database comes in a message from the process that started this one. */
      readonly isKeyGiven: boolean;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly reason: string };

const nameWidth = Math.max(...behaviourNames.map((name) => name.length));

/** The text behind `--help`. */
export const helpText = `A tim server for this computer. It listens on 127.0.0.1 only.

  --port N              port, 0 for any free one (default 0)
  --data DIR            folder of the database (default ~/.tim-desktop-server), :memory: for none
  --device-limit N      devices of one account at a time (default 1)
  --devicetype-limit N  devices of one kind, 0 for no limit (default 0)
  --request-rate N      messages per second for everybody together, 0 for no limit (default 100)
  --ping-timeout S      seconds without a ping before a socket is closed (default 600)
  --auth-min-unix S     seconds in which an over-limit login is refused (default 10)
  --style VERSION       2.1.0, or 2.0.1 to answer revoke and burn with TimAck (default 2.1.0)
  --like DATABASE       ${databaseNames.join(', ')}: what tim takes over that database (default sqlite)
  --salt-bytes N        size of the configuration's salt; passwords share 64 bytes with it (default 43)
  --demo                give every new account two contacts and a room to try things out
  --faults FILE         what goes wrong: a JSON list of rules, see docs/embedded-server.md
  --behaviour NAME=on|off
                        one of the switches below; may be given several times
  --key-from-starter    the first message of the starting process is the key of the database, 32 bytes
  --help                this text

What tim is known to do, each on by default:

${behaviourNames.map((name) => `  ${name.padEnd(nameWidth)}  ${behaviourNotes[name]}`).join('\n')}
`;

type OptionChange = Partial<ServerOptions>;

interface ArgumentChange {
  readonly options?: OptionChange;
  readonly behaviour?: Partial<ServerBehaviour>;
  readonly faultsFile?: string;
}

const optionFlags: Readonly<Record<string, (value: string) => OptionChange | null>> = {
  '--port': (value) => changeNumber(value, 65_535, (port) => ({ port })),
  '--data': (value) => (value === '' ? null : { dataFolder: value }),
  '--device-limit': (value) =>
    changeNumber(value, 1_000, (deviceLimit) => (deviceLimit > 0 ? { deviceLimit } : null)),
  '--devicetype-limit': (value) => changeNumber(value, 1_000, (deviceTypeLimit) => ({ deviceTypeLimit })),
  '--request-rate': (value) => changeNumber(value, 1_000_000_000, (requestRate) => ({ requestRate })),
  '--ping-timeout': (value) =>
    changeNumber(value, 1_000_000, (seconds) =>
      seconds > 0 ? { pingTimeoutMs: seconds * msPerSecond } : null,
    ),
  '--auth-min-unix': (value) =>
    changeNumber(value, 1_000_000, (seconds) => ({ authMinMs: seconds * msPerSecond })),
  '--style': (value) => (value === '2.1.0' || value === '2.0.1' ? { style: value } : null),
  '--salt-bytes': (value) => changeNumber(value, 64, (saltBytes) => ({ saltBytes })),
  '--like': (value) => {
    const like = parseDatabaseName(value);
    return like === null ? null : { like };
  },
};

const valueFlags: Readonly<Record<string, (value: string) => ArgumentChange | null>> = {
  ...Object.fromEntries(
    Object.entries(optionFlags).map(([flag, read]) => [flag, (value: string) => optionChange(read(value))]),
  ),
  '--faults': (value) => (value === '' ? null : { faultsFile: value }),
  '--behaviour': (value) => {
    const behaviour = parseBehaviour(value);
    return behaviour === null ? null : { behaviour };
  },
};

/** Reads the command line; unknown flags and impossible values are named in `reason`. */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  let options = defaultServerOptions;
  let behaviour: Partial<ServerBehaviour> = {};
  let faultsFile: string | null = null;
  let isKeyGiven = false;
  const rest = argv.flatMap((argument) => splitAssignment(argument));
  while (rest.length > 0) {
    const flag = rest.shift() ?? '';
    if (flag === '--help') return { kind: 'help' };
    if (flag === '--demo') {
      options = { ...options, isDemo: true };
      continue;
    }
    if (flag === '--key-from-starter') {
      isKeyGiven = true;
      continue;
    }
    const read = Object.hasOwn(valueFlags, flag) ? valueFlags[flag] : undefined;
    if (read === undefined) return { kind: 'invalid', reason: `unknown option ${flag}` };
    const value = rest.shift();
    const change = value === undefined ? null : read(value);
    if (change === null) return { kind: 'invalid', reason: `option ${flag} needs another value` };
    options = { ...options, ...change.options };
    behaviour = { ...behaviour, ...change.behaviour };
    faultsFile = change.faultsFile ?? faultsFile;
  }
  return { kind: 'run', options, behaviour, faultsFile, isKeyGiven };
}

function optionChange(options: OptionChange | null): ArgumentChange | null {
  return options === null ? null : { options };
}

function splitAssignment(argument: string): string[] {
  const end = argument.indexOf('=');
  return argument.startsWith('--') && end > 0
    ? [argument.slice(0, end), argument.slice(end + 1)]
    : [argument];
}

function changeNumber(
  text: string,
  maximum: number,
  change: (value: number) => OptionChange | null,
): OptionChange | null {
  if (!/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value <= maximum ? change(value) : null;
}
