import type { ServerBehaviour } from '../server-behaviour';
import type { ServerDatabase } from './database';

/** How one side stands towards the other. */
export const Side = { none: 0, accepted: 1, blocked: 2 } as const;
/** One of the values of `Side`. */
export type Side = (typeof Side)[keyof typeof Side];

/** Two accounts of one domain; `domain` '' is none. The caller is `node`. */
export interface AccountPair {
  readonly domain: string;
  readonly node: string;
  readonly peer: string;
}

/** What an invitation did. */
export type InviteOutcome = 'pending' | 'friends' | 'already-friends' | 'blocked';

/** Friendships, rosters and block lists of accounts, with the real server's oddities (tim protocol, section 9). */
export class FriendStore {
  private readonly selectSide;
  private readonly upsertSide;
  private readonly deleteSide;
  private readonly insertRoster;
  private readonly deleteRoster;
  private readonly selectRoster;
  private readonly insertBlock;
  private readonly deleteBlock;
  private readonly selectBlocks;

  constructor(
    private readonly database: ServerDatabase,
    private readonly behaviour: Pick<ServerBehaviour, 'rosterBeforeFriendship'>,
  ) {
    this.selectSide = database.prepare<[string, string, string], { side: bigint }>(
      'SELECT side FROM friend_side WHERE domain = ? AND node = ? AND peer = ?',
    );
    this.upsertSide = database.prepareWrite<
      [string, string, string, number]
    >(`INSERT INTO friend_side (domain, node, peer, side) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET side = excluded.side`);
    this.deleteSide = database.prepareWrite<[string, string, string]>(
      'DELETE FROM friend_side WHERE domain = ? AND node = ? AND peer = ?',
    );
    this.insertRoster = database.prepareWrite<[string, string]>(
      'INSERT OR IGNORE INTO roster (node, peer) VALUES (?, ?)',
    );
    this.deleteRoster = database.prepareWrite<[string, string]>(
      'DELETE FROM roster WHERE node = ? AND peer = ?',
    );
    this.selectRoster = database.prepare<[string], { peer: string }>(
      'SELECT peer FROM roster WHERE node = ? ORDER BY id',
    );
    this.insertBlock = database.prepareWrite<[string, string]>(
      'INSERT OR IGNORE INTO blocked_account (node, peer) VALUES (?, ?)',
    );
    this.deleteBlock = database.prepareWrite<[string, string]>(
      'DELETE FROM blocked_account WHERE node = ? AND peer = ?',
    );
    this.selectBlocks = database.prepare<[string], { peer: string }>(
      'SELECT peer FROM blocked_account WHERE node = ? ORDER BY id',
    );
  }

  /** Whether `node` has asked for the friendship, or agreed to it. */
  hasAccepted(pair: AccountPair): boolean {
    return this.side(pair) === Side.accepted;
  }

  /** Whether both sides have accepted. */
  areFriends(pair: AccountPair): boolean {
    return this.hasAccepted(pair) && this.hasAccepted(mirrored(pair));
  }

  /** The roster: friends, and peers that were invited twice without an answer. */
  roster(node: string): string[] {
    return this.selectRoster.all(node).map((row) => row.peer);
  }

  blockedAccounts(node: string): string[] {
    return this.selectBlocks.all(node).map((row) => row.peer);
  }

  /** `node` asks for, or agrees to, a friendship. */
  invite(pair: AccountPair): InviteOutcome {
    const own = this.side(pair);
    const other = this.side(mirrored(pair));
    if (own === Side.accepted && other === Side.accepted) return 'already-friends';
    if (other === Side.blocked) return 'blocked';
    this.database.inTransaction(() => {
      this.setSide(pair, Side.accepted);
      // The real server fills both rosters as soon as the pair is known, also when the same side asks again.
      const isKnown = own !== Side.none || other !== Side.none;
      if (this.behaviour.rosterBeforeFriendship ? isKnown : other === Side.accepted) this.addToRosters(pair);
    });
    return other === Side.accepted ? 'friends' : 'pending';
  }

  /** Ends whatever there was, `node`'s block included; `null` when there was nothing, otherwise whether to tell the peer. */
  remove(pair: AccountPair): { readonly tellPeer: boolean } | null {
    const own = this.side(pair);
    const other = this.side(mirrored(pair));
    this.database.inTransaction(() => {
      this.removeFromRosters(pair);
      this.deleteBlock.run(pair.node, pair.peer);
      this.setSide(pair, Side.none);
      if (other !== Side.blocked) this.setSide(mirrored(pair), Side.none);
    });
    if (own === Side.none && other === Side.none) return null;
    return { tellPeer: other !== Side.blocked };
  }

  /** `node` blocks `peer`; only a stranger is told. */
  block(pair: AccountPair): { readonly tellPeer: boolean } {
    const isStranger = this.side(pair) === Side.none && this.side(mirrored(pair)) === Side.none;
    this.database.inTransaction(() => {
      this.removeFromRosters(pair);
      this.insertBlock.run(pair.node, pair.peer);
      this.setSide(pair, Side.blocked);
    });
    return { tellPeer: isStranger };
  }

  private side(pair: AccountPair): Side {
    const row = this.selectSide.get(pair.domain, pair.node, pair.peer);
    if (row === undefined) return Side.none;
    return row.side === 1n ? Side.accepted : Side.blocked;
  }

  private setSide(pair: AccountPair, side: Side): void {
    if (side === Side.none) this.deleteSide.run(pair.domain, pair.node, pair.peer);
    else this.upsertSide.run(pair.domain, pair.node, pair.peer, side);
  }

  private addToRosters(pair: AccountPair): void {
    this.insertRoster.run(pair.node, pair.peer);
    this.insertRoster.run(pair.peer, pair.node);
  }

  private removeFromRosters(pair: AccountPair): void {
    this.deleteRoster.run(pair.node, pair.peer);
    this.deleteRoster.run(pair.peer, pair.node);
  }
}

function mirrored(pair: AccountPair): AccountPair {
  return { domain: pair.domain, node: pair.peer, peer: pair.node };
}
