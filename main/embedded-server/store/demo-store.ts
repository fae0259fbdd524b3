import type { ServerDatabase } from './database';

/** An account that the cast receives. */
export interface DemoGuest {
  readonly node: string;
  /** '' is none. */
  readonly domain: string;
  /** The room that was prepared for the guest. */
  readonly room: string;
  /** What the cast speaks to it; the cast knows the values. */
  readonly language: string;
}

/** How far the greeting of a guest has come. */
export interface GreetingProgress {
  /** Steps that are done. */
  readonly steps: number;
  /** The mid of what was said last; null while nothing was. */
  readonly lastMid: bigint | null;
}

/** A burn message of a guest that a cast member has got and not yet burned. */
export interface OwedBurn {
  readonly role: string;
  readonly mid: bigint;
}

// Nobody sends more in the seconds that burning takes; what comes beyond lives until its author's clock ends.
const mostOwedBurns = 100;

/** Who belongs to the cast, how far it has greeted whom, and what it still has to burn. */
export class DemoStore {
  private readonly insertRole;
  private readonly selectRole;
  private readonly insertGuest;
  private readonly selectGuest;
  private readonly selectDomains;
  private readonly selectProgress;
  private readonly updateProgress;
  private readonly insertOwed;
  private readonly selectOwed;
  private readonly deleteOwed;

  constructor(database: ServerDatabase) {
    this.insertRole = database.prepareWrite<[string, string, string]>(
      'INSERT OR IGNORE INTO demo_cast (domain, role, name) VALUES (?, ?, ?)',
    );
    this.selectRole = database.prepare<[string, string], { name: string }>(
      'SELECT name FROM demo_cast WHERE domain = ? AND role = ?',
    );
    this.insertGuest = database.prepareWrite<[string, string, string, string]>(
      'INSERT OR IGNORE INTO demo_guest (node, domain, room, language) VALUES (?, ?, ?, ?)',
    );
    this.selectGuest = database.prepare<[string], DemoGuest>(
      'SELECT node, domain, room, language FROM demo_guest WHERE node = ?',
    );
    this.selectDomains = database.prepare<[], { domain: string }>('SELECT DISTINCT domain FROM demo_guest');
    this.selectProgress = database.prepare<[string], { steps: bigint; lastMid: string | null }>(
      'SELECT greeted_steps AS steps, last_mid AS lastMid FROM demo_guest WHERE node = ?',
    );
    this.updateProgress = database.prepareWrite<[number, string | null, string]>(
      'UPDATE demo_guest SET greeted_steps = ?, last_mid = ? WHERE node = ?',
    );
    this.insertOwed = database.prepareWrite<[string, string, string, string, number]>(
      `INSERT OR IGNORE INTO demo_owed_burn (guest, role, mid)
       SELECT ?, ?, ? WHERE (SELECT count(*) FROM demo_owed_burn WHERE guest = ?) < ?`,
    );
    this.selectOwed = database.prepare<[string], { role: string; mid: string }>(
      'SELECT role, mid FROM demo_owed_burn WHERE guest = ? ORDER BY rowid',
    );
    this.deleteOwed = database.prepareWrite<[string, string]>(
      'DELETE FROM demo_owed_burn WHERE guest = ? AND mid = ?',
    );
  }

  /** The account name of a role in a domain; `proposed` becomes it the first time. */
  castName(domain: string, role: string, proposed: string): string {
    this.insertRole.run(domain, role, proposed);
    return this.selectRole.get(domain, role)?.name ?? proposed;
  }

  addGuest(guest: DemoGuest): void {
    this.insertGuest.run(guest.node, guest.domain, guest.room, guest.language);
  }

  guest(node: string): DemoGuest | null {
    return this.selectGuest.get(node) ?? null;
  }

  /** The domains that have guests. */
  domains(): string[] {
    return this.selectDomains.all().map((row) => row.domain);
  }

  /** How far a guest has been greeted. */
  progress(node: string): GreetingProgress {
    const row = this.selectProgress.get(node);
    const lastMid = row?.lastMid ?? null;
    return { steps: Number(row?.steps ?? 0), lastMid: lastMid === null ? null : BigInt(lastMid) };
  }

  /** Notes that so many steps are done: over a restart none comes twice. */
  setProgress(node: string, { steps, lastMid }: GreetingProgress): void {
    this.updateProgress.run(steps, lastMid === null ? null : lastMid.toString(), node);
  }

  /** Notes a burn message of a guest; at most a hundred of each guest are kept in mind. */
  oweBurn(node: string, { role, mid }: OwedBurn): void {
    this.insertOwed.run(node, role, mid.toString(), node, mostOwedBurns);
  }

  /** What is still to be burned of a guest's messages, in the order in which they came. */
  owedBurns(node: string): readonly OwedBurn[] {
    return this.selectOwed.all(node).map(({ role, mid }) => ({ role, mid: BigInt(mid) }));
  }

  /** It is burned, or gone. */
  forgetBurn(node: string, mid: bigint): void {
    this.deleteOwed.run(node, mid.toString());
  }
}
