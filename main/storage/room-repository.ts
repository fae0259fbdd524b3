import { toNodeId, type NodeId } from '../domain/ids';
import type { Room, RoomAccess, RoomApplication, RoomCard, RoomStanding } from '../domain/room';
import type { Database } from './database';

interface RoomRow {
  readonly node: string;
  readonly standing: RoomStanding;
  readonly brought_by: string;
  readonly application_text: string;
  readonly name: string;
  readonly label: string;
  readonly access: RoomAccess;
  readonly founder: string;
  readonly managers: string;
  readonly created_at_ms: number;
}

interface ApplicationRow {
  readonly node: string;
  readonly text: string;
  readonly came_at_ms: number;
}

const columns =
  'node, standing, brought_by, application_text, name, label, access, founder, managers, created_at_ms';

/** Reading rooms: how we stand to them, what they tell about themselves, who applies. No call needs a transaction. */
export class RoomReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  byNode(node: NodeId): Room | null {
    const row = this.reading.byNode.get(node);
    return row === undefined ? null : toRoom(row);
  }

  /** Rooms by their nodes; unknown ones are left out. */
  byNodes(nodes: readonly NodeId[]): readonly Room[] {
    return this.reading.byNodes.all(JSON.stringify(nodes)).map(toRoom);
  }

  /** Every room to which this account stands in any way. */
  known(): readonly Room[] {
    return this.reading.known.all().map(toRoom);
  }

  /** Rooms in whose description a name of these people stands; some perhaps twice. */
  showing(nodes: readonly NodeId[]): readonly NodeId[] {
    return this.reading.showing.all({ nodes: JSON.stringify(nodes) }).map(({ node }) => toNodeId(node));
  }

  standingOf(node: NodeId): RoomStanding {
    return this.reading.byNode.get(node)?.standing ?? 'none';
  }

  /** Who asks to be let into a room, those who came first in front. */
  applications(room: NodeId): readonly RoomApplication[] {
    return this.reading.applications.all(room).map((row) => ({
      node: toNodeId(row.node),
      text: row.text,
      cameAtMs: row.came_at_ms,
    }));
  }

  /** How many ask to be let into each room; rooms without anybody are left out. */
  applicationCounts(): ReadonlyMap<NodeId, number> {
    return new Map(this.reading.applicationCounts.all().map(({ room, count }) => [toNodeId(room), count]));
  }
}

/** Writing rooms. Every call but the reading ones runs inside a transaction. */
export class RoomWriter extends RoomReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /** True when the standing changed. What an application said ends with it. */
  setStanding(node: NodeId, standing: RoomStanding): boolean {
    this.writing.ensure.run(node);
    return this.writing.setStanding.run({ node, standing }).changes > 0;
  }

  /** Keeps what this account wrote with its application. */
  setApplicationText(node: NodeId, text: string): void {
    this.writing.ensure.run(node);
    this.writing.setApplicationText.run(text, node);
  }

  /** Keeps who put this account into a room. */
  setBroughtBy(node: NodeId, by: NodeId | null): void {
    this.writing.ensure.run(node);
    this.writing.setBroughtBy.run(by ?? '', node);
  }

  /** Keeps what a room tells about itself; true when anything of it changed. */
  setCard(node: NodeId, card: RoomCard): boolean {
    this.writing.ensure.run(node);
    const { name, label, access, founder, managers, createdAtMs } = card;
    const row = {
      node,
      name,
      label,
      access,
      founder: founder ?? '',
      managers: JSON.stringify(managers),
      created_at_ms: createdAtMs,
    };
    return this.writing.setCard.run(row).changes > 0;
  }

  /** Keeps an application; the words of an earlier one of the same person are replaced. True when anything changed. */
  addApplication(room: NodeId, { node, text, cameAtMs }: RoomApplication): boolean {
    return this.writing.addApplication.run({ room, node, text, came_at_ms: cameAtMs }).changes > 0;
  }

  /** True when there was one. */
  removeApplication(room: NodeId, node: NodeId): boolean {
    return this.writing.removeApplication.run(room, node).changes > 0;
  }

  /** Forgets everybody who applied to a room; true when there was anybody. */
  removeApplications(room: NodeId): boolean {
    return this.writing.removeApplications.run(room).changes > 0;
  }
}

function toRoom(row: RoomRow): Room {
  return {
    node: toNodeId(row.node),
    standing: row.standing,
    broughtBy: row.brought_by === '' ? null : toNodeId(row.brought_by),
    applicationText: row.application_text,
    name: row.name,
    label: row.label,
    access: row.access,
    founder: row.founder === '' ? null : toNodeId(row.founder),
    // Written by `setCard`.
    managers: (JSON.parse(row.managers) as string[]).map(toNodeId),
    createdAtMs: row.created_at_ms,
  };
}

function prepareReading(database: Database) {
  const among = (names: string): string => `IN (SELECT value FROM json_each(${names}))`;
  return {
    byNode: database.prepare<[string], RoomRow>(`SELECT ${columns} FROM room WHERE node = ?`),
    byNodes: database.prepare<[string], RoomRow>(`SELECT ${columns} FROM room WHERE node ${among('?')}`),
    known: database.prepare<[], RoomRow>(`SELECT ${columns} FROM room WHERE standing <> 'none'`),
    showing: database.prepare<object, { node: string }>(
      `SELECT node FROM room WHERE founder ${among('@nodes')}
       UNION ALL SELECT node FROM room WHERE standing <> 'none' AND brought_by ${among('@nodes')}`,
    ),
    applications: database.prepare<[string], ApplicationRow>(
      'SELECT node, text, came_at_ms FROM room_application WHERE room = ? ORDER BY came_at_ms, node',
    ),
    applicationCounts: database.prepare<[], { room: string; count: number }>(
      'SELECT room, count(*) AS count FROM room_application GROUP BY room',
    ),
  };
}

function prepareWriting(database: Database) {
  return {
    ensure: database.prepareWriting<[string], never>('INSERT OR IGNORE INTO room (node) VALUES (?)'),
    setStanding: database.prepareWriting<object, never>(
      `UPDATE room SET standing = @standing,
         application_text = CASE WHEN @standing IN ('applied', 'declined') THEN application_text ELSE '' END
       WHERE node = @node AND standing <> @standing`,
    ),
    setApplicationText: database.prepareWriting<[string, string], never>(
      'UPDATE room SET application_text = ? WHERE node = ?',
    ),
    setBroughtBy: database.prepareWriting<[string, string], never>(
      'UPDATE room SET brought_by = ? WHERE node = ?',
    ),
    setCard: database.prepareWriting<object, never>(
      `UPDATE room SET name = @name, label = @label, access = @access, founder = @founder, managers = @managers,
         created_at_ms = @created_at_ms
       WHERE node = @node AND (name, label, access, founder, managers, created_at_ms)
         IS NOT (@name, @label, @access, @founder, @managers, @created_at_ms)`,
    ),
    addApplication: database.prepareWriting<object, never>(
      `INSERT INTO room_application (room, node, text, came_at_ms) VALUES (@room, @node, @text, @came_at_ms)
       ON CONFLICT (room, node) DO UPDATE SET text = excluded.text WHERE text <> excluded.text`,
    ),
    removeApplication: database.prepareWriting<[string, string], never>(
      'DELETE FROM room_application WHERE room = ? AND node = ?',
    ),
    removeApplications: database.prepareWriting<[string], never>(
      'DELETE FROM room_application WHERE room = ?',
    ),
  };
}
