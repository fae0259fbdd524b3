import type { Database } from '../../main/storage/database';

/**
 * From now on every transaction of this database fails at its commit and is rolled back, as on a disk without room. The
 * answer ends it.
 */
export function fillDisk(database: Database, code = 'SQLITE_FULL'): () => void {
  const commit = database.transaction.bind(database);
  database.transaction = (work) =>
    commit(() => {
      work();
      throw Object.assign(new Error('injected'), { name: 'SqliteError', code });
    });
  return () => {
    database.transaction = commit;
  };
}
