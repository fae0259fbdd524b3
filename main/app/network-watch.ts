import { networkInterfaces } from 'node:os';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';

const intervalMs = 5_000;

/** Reads the addresses that this computer has now, as one comparable text. */
export type ReadAddresses = () => string;

/**
 * Calls `onChange` when the addresses of this computer change: another network, a cable, a VPN. Node has no event for
 * it, so they are compared every 5 s.
 */
export function watchNetwork(
  clock: Clock,
  onChange: () => void,
  readAddresses: ReadAddresses = systemAddresses,
): Disposable {
  let known = readAddresses();
  return clock.every(intervalMs, () => {
    const addresses = readAddresses();
    if (addresses === known) return;
    known = addresses;
    onChange();
  });
}

function systemAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal)
    .map((address) => address.cidr ?? address.address)
    .sort()
    .join(' ');
}
