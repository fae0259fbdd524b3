import { toNodeId, type NodeId } from '../domain/ids';
import type { Person, Relation } from '../domain/person';
import type { Database } from './database';

interface PersonRow {
  readonly node: string;
  readonly name: string;
  readonly relation: Relation;
  readonly greeting: string;
}

/** Reading people: names and how we stand to them. No call needs a transaction. */
export class PersonReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  byNode(node: NodeId): Person | null {
    const row = this.reading.byNode.get(node);
    return row === undefined ? null : toPerson(row);
  }

  /** What somebody tells about themselves, as it came; null while unknown, and for what was too large. */
  cardOf(node: NodeId): Uint8Array | null {
    return this.reading.card.get(node)?.card ?? null;
  }

  /** Friends, requests, and whom this account blocks. */
  contacts(): readonly Person[] {
    return this.reading.contacts.all().map(toPerson);
  }

  friends(): readonly Person[] {
    return this.contacts().filter((person) => person.relation === 'friend');
  }

  /** Whom this account blocks, as far as the server has told. */
  blocked(): readonly NodeId[] {
    return this.reading.blocked.all().map(({ node }) => toNodeId(node));
  }

  /** How many ask to be a friend. */
  incomingCount(): number {
    return this.reading.incomingCount.get()?.count ?? 0;
  }
}

/** Writing people. Every call but the reading ones runs inside a transaction. */
export class PersonWriter extends PersonReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /** Makes sure that somebody is known; true when new. */
  ensure(node: NodeId): boolean {
    return this.writing.ensure.run(node).changes > 0;
  }

  /** True when the name changed. */
  setName(node: NodeId, name: string): boolean {
    this.ensure(node);
    return this.writing.setName.run(name, node, name).changes > 0;
  }

  /** Keeps what somebody tells about themselves, with what is not understood here. */
  setCard(node: NodeId, card: Uint8Array | null): void {
    this.ensure(node);
    this.writing.setCard.run(card, node, card);
  }

  /** True when the relation or the greeting changed. */
  setRelation(node: NodeId, relation: Relation, greeting: string): boolean {
    this.ensure(node);
    return this.writing.setRelation.run({ node, relation, greeting }).changes > 0;
  }
}

const toPerson = (row: PersonRow): Person => ({ ...row, node: toNodeId(row.node) });

function prepareReading(database: Database) {
  const columns = 'node, name, relation, greeting';
  return {
    byNode: database.prepare<[string], PersonRow>(`SELECT ${columns} FROM person WHERE node = ?`),
    card: database.prepare<[string], { card: Uint8Array | null }>('SELECT card FROM person WHERE node = ?'),
    contacts: database.prepare<[], PersonRow>(`SELECT ${columns} FROM person WHERE relation <> 'none'`),
    blocked: database.prepare<[], { node: string }>(
      `SELECT node FROM person WHERE relation = 'blocked' AND relation <> 'none'`,
    ),
    incomingCount: database.prepare<[], { count: number }>(
      // Both conditions: the index knows only who is somebody.
      `SELECT count(*) AS count FROM person WHERE relation = 'incoming' AND relation <> 'none'`,
    ),
  };
}

function prepareWriting(database: Database) {
  return {
    ensure: database.prepareWriting<[string], never>('INSERT OR IGNORE INTO person (node) VALUES (?)'),
    setName: database.prepareWriting<[string, string, string], never>(
      'UPDATE person SET name = ? WHERE node = ? AND name <> ?',
    ),
    setCard: database.prepareWriting<[Uint8Array | null, string, Uint8Array | null], never>(
      'UPDATE person SET card = ? WHERE node = ? AND card IS NOT ?',
    ),
    setRelation: database.prepareWriting<object, never>(
      `UPDATE person SET relation = @relation, greeting = @greeting
       WHERE node = @node AND (relation <> @relation OR greeting <> @greeting)`,
    ),
  };
}
