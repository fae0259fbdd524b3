import { messageIdOf, type StoredId } from '../../../main/storage/stored-id';
import type { TestStore } from '../test-store';

/** Every row that tells of one message, from all tables, by the message's id. */
export type Evidence = ReadonlyMap<string, string>;

/** Looks at the rows themselves, so that no column and no table is forgotten. */
export class Observer {
  private readonly statements;

  constructor({ database }: TestStore) {
    const tables = database
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema AS t WHERE type = 'table'
         AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'message_id')`,
      )
      .all()
      .map(({ name }) => name);
    const ofChats = `message_id IN (SELECT message_id FROM message WHERE chat_number IN (
      SELECT chat_number FROM conversation WHERE conversation_id IN (SELECT value FROM json_each(?))))`;
    const columnsOf = (table: string): readonly string[] =>
      database
        .prepare<[string], { name: string }>('SELECT name FROM pragma_table_xinfo(?)')
        .all(table)
        .map(({ name }) => name);
    const readable = [
      ...tables.map((table) => ({ table, columns: columnsOf(table) })),
      {
        table: 'message JOIN content USING (row_number)',
        columns: new Set(['message', 'content'].flatMap(columnsOf)),
      },
    ];
    // Every value in SQLite's own words: numbers of 64 bits would lose their ends.
    this.statements = readable.map(({ table, columns }) => ({
      table,
      rows: database.prepare<[string], { message_id: StoredId }>(
        `SELECT message_id, ${[...columns].map((name) => `quote(${name}) AS "${name} "`).join(', ')} FROM ${table} WHERE ${ofChats}`,
      ),
    }));
  }

  of(conversationIds: readonly string[]): Evidence {
    const evidence = new Map<string, string>();
    const chats = JSON.stringify(conversationIds);
    for (const { table, rows } of this.statements) {
      for (const row of rows.all(chats)) {
        const text = `${table} ${JSON.stringify(row)}`;
        const messageId = messageIdOf(row);
        evidence.set(messageId, `${evidence.get(messageId) ?? ''}${text}\n`);
      }
    }
    return evidence;
  }
}

/** Ids whose rows differ, were added, or are missing. */
export function differences(before: Evidence, after: Evidence) {
  return {
    changed: [...before.keys()].filter((id) => after.has(id) && after.get(id) !== before.get(id)),
    added: [...after.keys()].filter((id) => !before.has(id)),
    removed: [...before.keys()].filter((id) => !after.has(id)),
  };
}
