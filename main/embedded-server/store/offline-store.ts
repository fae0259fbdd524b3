import type { TimMessage } from '../../protocol/packets';
import type { DatabaseTraits } from '../database-traits';
import type { ServerDatabase } from './database';
import { decodeMessage, encodeMessage, fits } from './struct-blobs';

/** A row of an account's offline list. `message` is `null` when the message it points to was revoked or burned. */
export interface OfflineRow {
  readonly id: bigint;
  /** The mid of a message of the history, `null` for everything that is kept by value. */
  readonly mid: bigint | null;
  readonly message: TimMessage | null;
}

type JoinedRow = { id: bigint; mid: bigint | null; own_stanza: Buffer | null; message_stanza: Buffer | null };

/** What accounts missed, per account in order of arrival. */
export class OfflineStore {
  private readonly insertReference;
  private readonly insertStanza;
  private readonly selectPage;
  private readonly deleteRow;

  constructor(
    private readonly database: ServerDatabase,
    private readonly traits: DatabaseTraits,
  ) {
    this.insertReference = database.prepareWrite<[string, bigint]>(
      'INSERT INTO offline_message (node, mid) VALUES (?, ?)',
    );
    this.insertStanza = database.prepareWrite<[string, Uint8Array]>(
      'INSERT INTO offline_message (node, stanza) VALUES (?, ?)',
    );
    this.selectPage = database.prepare<[string, number], JoinedRow>(
      `SELECT entry.id, entry.mid, entry.stanza AS own_stanza, message.stanza AS message_stanza
       FROM offline_message AS entry LEFT JOIN message ON message.mid = entry.mid
       WHERE entry.node = ? ORDER BY entry.id LIMIT ?`,
    );
    this.deleteRow = database.prepareWrite<[bigint]>('DELETE FROM offline_message WHERE id = ?');
  }

  /** Keeps a reference to a message of the history; loses it over a database that takes none. */
  addReference(node: string, mid: bigint): void {
    if (!this.traits.queuesMessages) return;
    this.insertReference.run(node, mid);
  }

  /** Keeps a message by value; loses one that the database does not take. */
  addMessage(node: string, message: TimMessage): void {
    const stanza = encodeMessage(message);
    if (fits(stanza, this.traits)) this.insertStanza.run(node, stanza);
  }

  /** The oldest `limit` rows of an account, dangling ones included. */
  firstRows(node: string, limit: number): OfflineRow[] {
    return this.selectPage.all(node, limit).map((row) => {
      const stanza = row.mid === null ? row.own_stanza : row.message_stanza;
      return { id: row.id, mid: row.mid, message: stanza === null ? null : decodeMessage(stanza) };
    });
  }

  /** Removes rows that were fetched. */
  remove(ids: readonly bigint[]): void {
    this.database.inTransaction(() => {
      for (const id of ids) this.deleteRow.run(id);
    });
  }
}
