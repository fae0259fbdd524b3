import { toNodeId, type NodeId } from '../domain/ids';
import type { Database } from './database';

/** When friends were there last, as far as this computer knows. No call needs a transaction. */
export class LastSeenReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = {
      all: database.prepare<[], { node: string; seen_at_ms: number }>(
        'SELECT node, seen_at_ms FROM last_seen',
      ),
    };
  }

  /** This computer's time, ms since 1970, by person. */
  all(): ReadonlyMap<NodeId, number> {
    return new Map(this.reading.all.all().map(({ node, seen_at_ms }) => [toNodeId(node), seen_at_ms]));
  }
}

/** Writing it; every call but the reading ones runs inside a transaction. It goes with the friendship: see `setRelation` of people. */
export class LastSeenWriter extends LastSeenReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = {
      set: database.prepareWriting<[string, number], never>(
        `INSERT INTO last_seen (node, seen_at_ms) VALUES (?, ?)
         ON CONFLICT (node) DO UPDATE SET seen_at_ms = excluded.seen_at_ms`,
      ),
    };
  }

  set(node: NodeId, seenAtMs: number): void {
    this.writing.set.run(node, seenAtMs);
  }
}
