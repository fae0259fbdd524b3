/** An address that a program turned to, as it called the system for it. */
export interface Attempt {
  /** `connect`, `sendto`, `sendmsg`, `sendmmsg`. */
  readonly call: string;
  /** `host:port`, `[host]:port`, or the path of a service of this computer that looks up names. */
  readonly address: string;
}

const inet = /sa_family=AF_INET, sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)/g;
const inet6 = /sa_family=AF_INET6, sin6_port=htons\((\d+)\),.*?inet_pton\(AF_INET6, "([^"]+)"/g;
/** Caches and resolvers that ask the network for the program. One that is not there was looked for (users are asked for there, too) and told nothing. */
const nameService = /sun_path=@?"([^"]*(?:nscd|systemd\/resolve|avahi)[^"]*)"(?!.*ENOENT)/g;
const callName = /^(?:\d+ +)?(?:<\.\.\. )?(\w+)/;

/** The calls that name an address; what is said over a connection that exists names none. */
export const tracedCalls = ['connect', 'sendto', 'sendmsg', 'sendmmsg'];

/** Every attempt to reach something outside of this computer's own sockets, in a trace that strace wrote; in order. */
export function attemptsIn(trace: string): readonly Attempt[] {
  return wholeLines(trace).flatMap((line) => {
    const call = callName.exec(line)?.[1] ?? '';
    const addresses = [
      ...[...line.matchAll(inet)].map(([, port = '', host = '']) => `${host}:${port}`),
      ...[...line.matchAll(inet6)].map(([, port = '', host = '']) => `[${host}]:${port}`),
      ...[...line.matchAll(nameService)].map(([, path = '']) => path),
    ];
    return addresses.map((address) => ({ call, address }));
  });
}

/** Lines of a trace; a call that strace wrote in two, because another process called meanwhile, is one line, with its outcome. */
function wholeLines(trace: string): readonly string[] {
  const begun = new Map<string, string>();
  const whole: string[] = [];
  for (const line of trace.split('\n')) {
    const [, process = ''] = /^(\d+) /.exec(line) ?? [];
    if (line.endsWith('<unfinished ...>')) begun.set(process, line);
    else if (line.includes('<... ')) {
      whole.push(`${begun.get(process) ?? ''} ${line}`.trimStart());
      begun.delete(process);
    } else whole.push(line);
  }
  // Whoever was ended in the middle of a call has made it all the same.
  return [...whole, ...begun.values()];
}

/** Whether a trace holds calls of any kind, so that an empty list of attempts means something. */
export const hasCalls = (trace: string): boolean => /\b(?:connect|sendmsg)\(\d+/.test(trace);
