import { Database, type Durability } from '../../main/storage/database';

const diskError = (code: string): Error =>
  Object.assign(new Error('injected'), { name: 'SqliteError', code });

/**
 * From now on every transaction of this database fails at its commit and is rolled back, as on a disk without room. The
 * answer ends it.
 */
export function fillDisk(database: Database, code = 'SQLITE_FULL'): () => void {
  const commit = database.transaction.bind(database);
  database.transaction = (work, durability) =>
    commit(() => {
      work();
      throw diskError(code);
    }, durability);
  return () => {
    database.transaction = commit;
  };
}

/** Folders whose disk is full, each with what the driver says. */
const fullFolders = new Set<{ readonly folder: string; readonly code: string }>();
let isPrepared = false;

/** The same for every database below a folder, whenever it is opened. Several folders may be full, and get room again in any order. */
export function fillDiskUnder(folder: string, code = 'SQLITE_FULL'): () => void {
  prepare();
  const full = { folder, code };
  fullFolders.add(full);
  return () => void fullFolders.delete(full);
}

/** From now on every transaction looks whether its disk is full. */
function prepare(): void {
  if (isPrepared) return;
  isPrepared = true;
  // Bound to its database where it is called.
  const { transaction } = Database.prototype;
  Database.prototype.transaction = function <T>(this: Database, work: () => T, durability?: Durability): T {
    const file = fileOf(this);
    const full = [...fullFolders].find(({ folder }) => file.startsWith(folder));
    if (full === undefined) return transaction.call(this, work, durability) as T;
    return transaction.call(
      this,
      () => {
        work();
        throw diskError(full.code);
      },
      durability,
    ) as T;
  };
}

/** The file of a database; the driver knows it. */
function fileOf(database: Database): string {
  return (Reflect.get(database, 'driver') as { readonly name: string }).name;
}
