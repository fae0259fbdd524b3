import { existsSync } from 'node:fs';

/**
 * True when programs of this session can talk over D-Bus: an address is set, or the bus lies where systemd puts it. It
 * is asked before anything else is, because the libraries would start a bus of their own that nobody listens to.
 */
export function hasSessionBus(
  environment: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean = existsSync,
): boolean {
  const address = environment['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  if (address !== '') return !address.startsWith('disabled:');
  const runtimeDirectory = environment['XDG_RUNTIME_DIR'] ?? '';
  return runtimeDirectory !== '' && exists(`${runtimeDirectory}/bus`);
}
