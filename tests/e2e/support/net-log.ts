import { readFileSync } from 'node:fs';

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly { readonly type: number; readonly params?: object }[];
}

/** Steps of the browser engine that leave this process: names asked for, connections made, datagrams aimed. */
const steps = [
  'HOST_RESOLVER_MANAGER_JOB',
  'HOST_RESOLVER_SYSTEM_TASK',
  'DNS_TRANSACTION',
  'UDP_CONNECT',
  'TCP_CONNECT_ATTEMPT',
  'PROXY_SCRIPT_DECIDER',
];

/** What the engine has tried over the network, as the log says that it writes with `--log-net-log`; complete once it has ended. */
export function attemptsIn(netLogFile: string): readonly string[] {
  // Chromium documents the shape of this file; a test that reads another one fails below.
  const log = JSON.parse(readFileSync(netLogFile, 'utf8')) as NetLog;
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([name, type]) => [type, name]));
  return log.events.flatMap(({ type, params }) => {
    const name = names.get(type) ?? '';
    return steps.includes(name) ? [`${name} ${JSON.stringify(params ?? {})}`] : [];
  });
}

/** Whether the engine has logged anything at all, so that an empty list of attempts means something. */
export function hasEvents(netLogFile: string): boolean {
  // See above.
  return (JSON.parse(readFileSync(netLogFile, 'utf8')) as NetLog).events.length > 0;
}
