import { toNodeId, type NodeId } from '../domain/ids';
import { likenessOf } from '../domain/likeness';
import type { Doubt, Person, Relation } from '../domain/person';
import type { Database } from './database';

/** Somebody as a statement reads them that names `personColumns`. */
export interface PersonRow {
  readonly node: string;
  readonly name: string;
  readonly remark: string;
  readonly is_alike: number;
  readonly relation: Relation;
  readonly greeting: string;
}

/** Whether somebody else is shown by a name that looks like that of a row of `person`. */
export const isAlikeColumn = `(person.likeness <> '' AND EXISTS (SELECT 1 FROM person AS other
  WHERE other.likeness = person.likeness AND other.likeness <> '' AND other.node <> person.node)) AS is_alike`;

/** What a person is made of. */
export const personColumns = `node, name, remark, relation, greeting, ${isAlikeColumn}`;

/** A row as somebody. */
export const toPerson = ({ node, is_alike, ...row }: PersonRow): Person => ({
  ...row,
  node: toNodeId(node),
  isAlike: is_alike === 1,
});

/** Most people of whom it is told that their name is, or is no longer, like another: nobody is served by more. */
const mostAlike = 50;

/** What is kept of a card, and of when the server told it. */
export interface StoredCard {
  /** As it came, without the picture; null for one that was too large. */
  readonly bytes: Uint8Array | null;
  /** Which state of it this is, in its owner's words; empty for none. */
  readonly version: string;
  /** Wall clock, ms. */
  readonly toldAtMs: number;
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

  /** What somebody tells about themselves; null while the server has not told. */
  cardOf(node: NodeId): StoredCard | null {
    const row = this.reading.card.get(node);
    if (row === undefined || row.card_told_at_ms === 0) return null;
    return { bytes: row.card, version: row.card_version, toldAtMs: row.card_told_at_ms };
  }

  /** Those of these people of whom the server has told after a moment, wall clock ms. */
  toldSince(nodes: readonly NodeId[], sinceMs: number): ReadonlySet<NodeId> {
    const rows = this.reading.toldSince.all({ nodes: JSON.stringify(nodes), since_ms: sinceMs });
    return new Set(rows.map(({ node }) => toNodeId(node)));
  }

  /** Friends of whom the server has told nothing since a moment, wall clock ms: the longest ago first. */
  friendsToldBefore(beforeMs: number, most: number): readonly NodeId[] {
    return this.reading.toldBefore.all({ before_ms: beforeMs, most }).map(({ node }) => toNodeId(node));
  }

  /** Whose friendship may be over, and why. */
  doubted(): ReadonlyMap<NodeId, Doubt> {
    const rows = this.reading.doubted.all();
    return new Map(rows.map(({ node, doubt }) => [toNodeId(node), doubt]));
  }

  /** What a friend has written with a request since the server's list came; null for none. */
  askedAgain(node: NodeId): string | null {
    return this.reading.askedAgain.get(node)?.asked_again ?? null;
  }

  /** Friends, requests, and whom this account blocks. */
  contacts(): readonly Person[] {
    return this.reading.contacts.all().map(toPerson);
  }

  /** The next so many of them behind a node, in the order of nodes. */
  contactsAfter(node: string, limit: number): readonly Person[] {
    return this.reading.contactsAfter.all(node, limit).map(toPerson);
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

  /** Answers who is shown otherwise now: nobody when the name is the one before, else they and whoever is called alike. */
  setName(node: NodeId, name: string): readonly NodeId[] {
    this.ensure(node);
    return this.writing.setName.run(name, node, name).changes > 0 ? this.follow(node) : [];
  }

  /** As `setName`. An empty one is none. */
  setRemark(node: NodeId, remark: string): readonly NodeId[] {
    this.ensure(node);
    return this.writing.setRemark.run(remark, node, remark).changes > 0 ? this.follow(node) : [];
  }

  /** Keeps what somebody tells about themselves. True when it is something else than before. */
  setCard(node: NodeId, { bytes, version, toldAtMs }: StoredCard): boolean {
    this.ensure(node);
    const isOther = this.writing.setCard.run(bytes, version, node, bytes, version).changes > 0;
    this.writing.setToldAt.run(toldAtMs, node);
    return isOther;
  }

  /** Somebody's friendship may be over: the server's next list tells. A word of the server is not weakened by one of a peer. */
  doubt(node: NodeId, reason: Doubt): void {
    this.ensure(node);
    this.writing.doubt.run({ node, reason });
  }

  /** A friend asks to be one, which says that they are one no longer; kept until the server's list has told. */
  noteAskedAgain(node: NodeId, greeting: string): void {
    this.doubt(node, 'said');
    this.writing.noteAskedAgain.run(greeting, node);
  }

  /** What was said of a friendship is over: the server has told, or it began anew. */
  trust(node: NodeId): void {
    this.writing.trust.run(node);
  }

  /** The name by which somebody is shown is another now. */
  private follow(node: NodeId): readonly NodeId[] {
    const before = this.likenessOf(node);
    const person = this.byNode(node);
    const shown = person === null ? '' : person.remark || person.name;
    const likeness = shown === '' ? '' : likenessOf(shown);
    this.writing.setLikeness.run(likeness, node);
    return [...new Set([node, ...this.alike(before, node), ...this.alike(likeness, node)])];
  }

  private likenessOf(node: NodeId): string {
    return this.writing.likeness.get(node)?.likeness ?? '';
  }

  private alike(likeness: string, node: NodeId): readonly NodeId[] {
    if (likeness === '') return [];
    return this.writing.alike.all(likeness, node, mostAlike).map((row) => toNodeId(row.node));
  }

  /** True when the relation or the greeting changed. When somebody was there last is kept of friends only. */
  setRelation(node: NodeId, relation: Relation, greeting: string): boolean {
    this.ensure(node);
    if (relation !== 'friend') this.writing.forgetLastSeen.run(node);
    return this.writing.setRelation.run({ node, relation, greeting }).changes > 0;
  }
}

interface CardRow {
  readonly card: Uint8Array | null;
  readonly card_version: string;
  readonly card_told_at_ms: number;
}

function prepareReading(database: Database) {
  const columns = personColumns;
  return {
    byNode: database.prepare<[string], PersonRow>(`SELECT ${columns} FROM person WHERE node = ?`),
    doubted: database.prepare<[], { node: string; doubt: Doubt }>(
      `SELECT node, doubt FROM person WHERE doubt IN ('said', 'refused')`,
    ),
    askedAgain: database.prepare<[string], { asked_again: string | null }>(
      'SELECT asked_again FROM person WHERE node = ?',
    ),
    contacts: database.prepare<[], PersonRow>(
      `SELECT ${columns} FROM person WHERE relation <> 'none' AND relation <> 'stranger'`,
    ),
    card: database.prepare<[string], CardRow>(
      'SELECT card, card_version, card_told_at_ms FROM person WHERE node = ?',
    ),
    toldSince: database.prepare<object, { node: string }>(
      `SELECT node FROM person WHERE node IN (SELECT value FROM json_each(@nodes))
         AND card_told_at_ms >= @since_ms AND card_told_at_ms > 0`,
    ),
    toldBefore: database.prepare<object, { node: string }>(
      `SELECT node FROM person WHERE relation = 'friend' AND relation <> 'none'
         AND card_told_at_ms < @before_ms ORDER BY card_told_at_ms LIMIT @most`,
    ),
    contactsAfter: database.prepare<[string, number], PersonRow>(
      // Named, because among a hundred thousand strangers the other ways are long.
      `SELECT ${columns} FROM person INDEXED BY contact_by_node
       WHERE relation <> 'none' AND relation <> 'stranger' AND node > ? ORDER BY node LIMIT ?`,
    ),
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
    likeness: database.prepare<[string], { likeness: string }>('SELECT likeness FROM person WHERE node = ?'),
    alike: database.prepare<[string, string, number], { node: string }>(
      `SELECT node FROM person WHERE likeness = ? AND likeness <> '' AND node <> ? LIMIT ?`,
    ),
    ensure: database.prepareWriting<[string], never>('INSERT OR IGNORE INTO person (node) VALUES (?)'),
    setName: database.prepareWriting<[string, string, string], never>(
      'UPDATE person SET name = ? WHERE node = ? AND name <> ?',
    ),
    setLikeness: database.prepareWriting<[string, string], never>(
      'UPDATE person SET likeness = ? WHERE node = ?',
    ),
    setRemark: database.prepareWriting<[string, string, string], never>(
      'UPDATE person SET remark = ? WHERE node = ? AND remark <> ?',
    ),
    setCard: database.prepareWriting<[Uint8Array | null, string, string, Uint8Array | null, string], never>(
      'UPDATE person SET card = ?, card_version = ? WHERE node = ? AND (card IS NOT ? OR card_version <> ?)',
    ),
    setToldAt: database.prepareWriting<[number, string], never>(
      'UPDATE person SET card_told_at_ms = ? WHERE node = ?',
    ),
    doubt: database.prepareWriting<object, never>(
      `UPDATE person SET doubt = @reason WHERE node = @node AND doubt IS NOT 'refused'`,
    ),
    noteAskedAgain: database.prepareWriting<[string, string], never>(
      'UPDATE person SET asked_again = ? WHERE node = ?',
    ),
    trust: database.prepareWriting<[string], never>(
      'UPDATE person SET doubt = NULL, asked_again = NULL WHERE node = ?',
    ),
    forgetLastSeen: database.prepareWriting<[string], never>('DELETE FROM last_seen WHERE node = ?'),
    setRelation: database.prepareWriting<object, never>(
      `UPDATE person SET relation = @relation, greeting = @greeting
       WHERE node = @node AND (relation <> @relation OR greeting <> @greeting)`,
    ),
  };
}
