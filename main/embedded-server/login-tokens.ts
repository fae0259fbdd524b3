import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

const lifeMs = 10_000;
const sweepMs = 10_000;

/** What a login token stands for. */
export interface TokenGrant {
  readonly node: string;
  readonly extend: Record<string, string> | undefined;
}

/** One-time login tokens, in memory only. Expired ones go with the sweep that follows, at most 20 s after issue. */
export class LoginTokens implements Disposable {
  private readonly grants = new Map<string, { readonly grant: TokenGrant; readonly issuedAtMs: number }>();
  private readonly sweeper: Disposable;

  constructor(private readonly clock: Clock) {
    const timer = clock.every(sweepMs, () => this.sweep());
    this.sweeper = toDisposable(() => timer.dispose());
  }

  /** Makes `token` valid for `grant`. */
  issue(token: string, grant: TokenGrant): void {
    this.grants.set(token, { grant, issuedAtMs: this.clock.monotonicMs() });
  }

  /** Uses up `token` if it was issued for `node`; `null` when it is unknown, used, expired or another account's. */
  redeem(token: string, node: string): TokenGrant | null {
    const entry = this.grants.get(token);
    if (entry?.grant.node !== node) return null;
    this.grants.delete(token);
    return entry.grant;
  }

  dispose(): void {
    this.sweeper.dispose();
    this.grants.clear();
  }

  private sweep(): void {
    const nowMs = this.clock.monotonicMs();
    for (const [token, entry] of this.grants)
      if (nowMs - entry.issuedAtMs >= lifeMs) this.grants.delete(token);
  }
}
