import { Database } from '../../main/storage/database';

const diskError = (code: string): Error =>
  Object.assign(new Error('injected'), { name: 'SqliteError', code });

/**
 * From now on every transaction of this database fails at its commit and is rolled back, as on a disk without room. The
 * answer ends it.
 */
export function fillDisk(database: Database, code = 'SQLITE_FULL'): () => void {
  const commit = database.transaction.bind(database);
  database.transaction = (work) =>
    commit(() => {
      work();
      throw diskError(code);
    });
  return () => {
    database.transaction = commit;
  };
}

/** The same for every database below a folder, whenever it is opened. */
export function fillDiskUnder(folder: string, code = 'SQLITE_FULL'): () => void {
  // Bound to its database where it is called.

  const { transaction } = Database.prototype;
  Database.prototype.transaction = function <T>(this: Database, work: () => T): T {
    if (!fileOf(this).startsWith(folder)) return transaction.call(this, work) as T;
    return transaction.call(this, () => {
      work();
      throw diskError(code);
    }) as T;
  };
  return () => {
    Database.prototype.transaction = transaction;
  };
}

/** The file of a database; the driver knows it. */
function fileOf(database: Database): string {
  return (Reflect.get(database, 'driver') as { readonly name: string }).name;
}
