import type { ServerDatabase } from './database';

/** An account that the demo receives. */
export interface DemoGuest {
  readonly node: string;
  /** '' is none. */
  readonly domain: string;
  /** The room that was prepared for the guest. */
  readonly room: string;
}

/** Who belongs to the demo's cast and whom it has greeted. */
export class DemoStore {
  private readonly insertRole;
  private readonly selectRole;
  private readonly insertGuest;
  private readonly selectGuest;
  private readonly selectDomains;
  private readonly markGreeted;

  constructor(database: ServerDatabase) {
    this.insertRole = database.prepareWrite<[string, string, string]>(
      'INSERT OR IGNORE INTO demo_cast (domain, role, name) VALUES (?, ?, ?)',
    );
    this.selectRole = database.prepare<[string, string], { name: string }>(
      'SELECT name FROM demo_cast WHERE domain = ? AND role = ?',
    );
    this.insertGuest = database.prepareWrite<[string, string, string]>(
      'INSERT OR IGNORE INTO demo_guest (node, domain, room) VALUES (?, ?, ?)',
    );
    this.selectGuest = database.prepare<[string], DemoGuest>(
      'SELECT node, domain, room FROM demo_guest WHERE node = ?',
    );
    this.selectDomains = database.prepare<[], { domain: string }>('SELECT DISTINCT domain FROM demo_guest');
    this.markGreeted = database.prepareWrite<[string]>(
      'UPDATE demo_guest SET is_greeted = 1 WHERE node = ? AND is_greeted = 0',
    );
  }

  /** The account name of a role in a domain; `proposed` becomes it the first time. */
  castName(domain: string, role: string, proposed: string): string {
    this.insertRole.run(domain, role, proposed);
    return this.selectRole.get(domain, role)?.name ?? proposed;
  }

  addGuest(guest: DemoGuest): void {
    this.insertGuest.run(guest.node, guest.domain, guest.room);
  }

  guest(node: string): DemoGuest | null {
    return this.selectGuest.get(node) ?? null;
  }

  /** The domains that have guests. */
  domains(): string[] {
    return this.selectDomains.all().map((row) => row.domain);
  }

  /** Claims the one greeting of a guest; `false` when it was claimed before. */
  claimGreeting(node: string): boolean {
    return this.markGreeted.run(node).changes === 1;
  }
}
