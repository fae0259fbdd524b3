import type { ServerBehaviour } from './server-behaviour';

/** One signed-in device as the limit sees it. */
export interface LimitedDevice {
  readonly termtyp: number | undefined;
}

/** How many devices of one account may be signed in. */
export interface DeviceLimitOptions {
  /** tim's `device_limit`. */
  readonly deviceLimit: number;
  /** tim's `devicetype_limit`, 0 for none. The real server is off by one: `n` lets in `n + 1` of one termtyp. */
  readonly deviceTypeLimit: number;
  /** tim's `auth_min_unix` in milliseconds: how long after a login an over-limit login is refused. */
  readonly authMinMs: number;
}

/** The defects of the limit that can be switched off. */
export type LimitBehaviour = Pick<ServerBehaviour, 'overEntryKick' | 'deviceTypeOffByOne'>;

/** What happens to a login: let in, let in after closing the device at `evict`, or refused with 4111. */
export type Admission<T> =
  { readonly kind: 'admit' } | { readonly kind: 'evict'; readonly device: T } | { readonly kind: 'refuse' };

/** Decides about logins of accounts that are signed in already (tim protocol, section 3). Not persistent. */
export class DeviceLimit {
  private readonly lastLoginMs = new Map<string, number>();

  constructor(
    private readonly options: DeviceLimitOptions,
    private readonly behaviour: LimitBehaviour,
  ) {}

  /** `online` lists the account's devices, oldest first. */
  decide<T extends LimitedDevice>(
    login: { readonly node: string; readonly termtyp: number | undefined; readonly nowMs: number },
    online: readonly T[],
  ): Admission<T> {
    const surplus = this.firstInTheWay(login.termtyp, online);
    if (surplus === undefined) return { kind: 'admit' };
    const lastLoginMs = this.lastLoginMs.get(login.node);
    const isTooSoon = lastLoginMs !== undefined && login.nowMs - lastLoginMs < this.options.authMinMs;
    return isTooSoon || !this.behaviour.overEntryKick
      ? { kind: 'refuse' }
      : { kind: 'evict', device: surplus };
  }

  /** Tells the limit that a login succeeded. */
  recordLogin(node: string, nowMs: number): void {
    this.lastLoginMs.set(node, nowMs);
  }

  private firstInTheWay<T extends LimitedDevice>(
    termtyp: number | undefined,
    online: readonly T[],
  ): T | undefined {
    if (online.length >= this.options.deviceLimit) return online[0];
    if (this.options.deviceTypeLimit === 0 || termtyp === undefined) return undefined;
    const sameType = online.filter((device) => device.termtyp === termtyp);
    const surplus = this.behaviour.deviceTypeOffByOne ? 1 : 0;
    return sameType.length >= this.options.deviceTypeLimit + surplus ? sameType[0] : undefined;
  }
}
