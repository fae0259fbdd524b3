import { isMessage, textOf, type RawPeer } from '../raw-peer';
import { OdType } from '../../../main/protocol/packet-types';
import type { SeededChance } from '../seeded-chance';
import { pause } from './app-traffic';
import type { Diary } from './diary';

interface Target {
  readonly mid: bigint;
  readonly text: string;
}

/** A burn message of the app, by its client id: after a lost echo the server can have it under several numbers. */
interface Burnable {
  readonly text: string;
  readonly mids: Set<bigint>;
  isBurned: boolean;
}

// Longer than any run: a reveal whose answer a kill cut off starts a clock that nobody here knows of.
const burnSeconds = 86_400;
const shortestPauseMs = 20;
const longestPauseMs = 120;
const revocableMessages = 20;

/** What the peer does meanwhile, whether the app lives or not: writes, takes back, and burns what the app sends. */
export class PeerTraffic {
  private own: Target[] = [];
  private readonly burnable = new Map<string, Burnable>();
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly peer: RawPeer,
    private readonly app: string,
    private readonly parts: { readonly diary: Diary; readonly chance: SeededChance },
  ) {
    peer.onFrame((frame) => {
      if (!isMessage(frame) || frame.packet.odType !== OdType.message) return;
      const { fromTid, mid, extend } = frame.packet;
      const cid = extend?.['cid'];
      if (fromTid?.node !== app || mid === undefined || cid === undefined || extend?.['burn'] === undefined)
        return;
      this.noteBurnable(cid, mid, textOf(frame.packet));
    });
  }

  start(): void {
    this.running = this.run();
  }

  /** Ends with the step that is under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    const { chance } = this.parts;
    while (!this.isStopped) {
      const die = chance.below(10);
      if (die < 6) await this.send(null);
      else if (die < 7) await this.send(burnSeconds);
      else if (die < 9) await this.revoke();
      else await this.burn();
      await pause(shortestPauseMs + chance.below(longestPauseMs - shortestPauseMs));
    }
  }

  private async send(seconds: number | null): Promise<void> {
    const text = this.parts.diary.write('peer');
    const mid = await this.peer.say(this.app, text, seconds);
    this.parts.diary.sent(text, mid === null ? null : true);
    if (mid !== null) this.own = [...this.own, { mid, text }].slice(-revocableMessages);
  }

  private async revoke(): Promise<void> {
    const { diary, chance } = this.parts;
    const target = chance.pick(this.own);
    if (target === undefined) return;
    this.own = this.own.filter((other) => other !== target);
    diary.took('revokes', target.text, await this.peer.erase('revoke', this.app, target.mid));
  }

  private async burn(): Promise<void> {
    const { diary, chance } = this.parts;
    const target = chance.pick([...this.burnable.values()].filter(({ isBurned }) => !isBurned));
    if (target === undefined) return;
    target.isBurned = true;
    let isAccepted = true;
    for (const mid of target.mids) {
      if (!(await this.peer.erase('burn', this.app, mid))) isAccepted = false;
    }
    diary.took('burns', target.text, isAccepted);
  }

  /** Who burned a message burns its further copies, too: they are the same message. */
  private noteBurnable(cid: string, mid: bigint, text: string): void {
    const known = this.burnable.get(cid) ?? { text, mids: new Set(), isBurned: false };
    this.burnable.set(cid, known);
    if (known.mids.has(mid)) return;
    known.mids.add(mid);
    if (known.isBurned) void this.peer.erase('burn', this.app, mid);
  }
}
