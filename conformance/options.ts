import type { Encoding } from '../main/protocol/packet-types';
import { parseServerAddresses, type ServerAddress } from '../main/transport/server-address';

/** What the command line asks for. */
export interface ConformanceOptions {
  readonly address: ServerAddress;
  readonly encoding: Encoding;
  /** Where the report goes as JSON; null for nowhere. */
  readonly jsonFile: string | null;
  /** Whether to do the checks that wait for half a minute. */
  readonly isSlow: boolean;
}

/** The text behind `--help`, and after wrong arguments. */
export const usage = `usage: npm run conformance -- --server ws://HOST:PORT/tim [options]

Tries every operation of the tim protocol against a live server, with throw-away accounts.

  --server URL             the server; wss:// for an encrypted one
  --encoding compact|json  encoding of the websocket (default compact)
  --slow                   also what takes half a minute of waiting
  --json FILE              write the report to FILE as well
  --help                   this text

Exit code: 0 nothing failed, 1 something failed, 2 wrong arguments or no server.
`;

/** Outcome of reading the command line. */
export type ParsedCommand =
  | { readonly kind: 'run'; readonly options: ConformanceOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Reads the command line; what is wrong is named in `reason`. */
export function parseCommand(argv: readonly string[]): ParsedCommand {
  const values = new Map<string, string>();
  let isSlow = false;
  const rest = argv.flatMap(splitAssignment);
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === '--help') return { kind: 'help' };
    if (flag === '--slow') {
      isSlow = true;
      continue;
    }
    if (!['--server', '--encoding', '--json'].includes(flag)) return invalid(`unknown option ${flag}`);
    const value = rest.shift();
    if (value === undefined || value === '') return invalid(`option ${flag} needs a value`);
    values.set(flag, value);
  }
  return check(values, isSlow);
}

function check(values: ReadonlyMap<string, string>, isSlow: boolean): ParsedCommand {
  const server = values.get('--server');
  if (server === undefined) return invalid('option --server is missing');
  const addresses = parseServerAddresses(server);
  const [address] = addresses ?? [];
  if (address === undefined || addresses?.length !== 1) return invalid('option --server needs one address');
  const encoding = values.get('--encoding') ?? 'compact';
  if (encoding !== 'compact' && encoding !== 'json')
    return invalid('option --encoding needs compact or json');
  return { kind: 'run', options: { address, encoding, isSlow, jsonFile: values.get('--json') ?? null } };
}

const invalid = (reason: string): ParsedCommand => ({ kind: 'invalid', reason });

function splitAssignment(argument: string): string[] {
  const end = argument.indexOf('=');
  return argument.startsWith('--') && end > 0
    ? [argument.slice(0, end), argument.slice(end + 1)]
    : [argument];
}
