import { chmodSync, closeSync, fdatasyncSync, lstatSync, openSync } from 'node:fs';
import Driver from 'better-sqlite3-multiple-ciphers';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { migrations } from './migrations';
import { storedIdFunction, toStoredId } from './stored-id';

/** Why a database could not be opened or written. What the disk says passes, and nothing is damaged by it. */
export type DatabaseFailure = 'wrongKey' | 'newerVersion' | 'damaged' | DiskFailure;

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    readonly code: DatabaseFailure,
    options?: ErrorOptions,
  ) {
    super(`database: ${code}`, options);
  }
}

// How long a statement waits for another program that holds the file: shorter than a frame, because nothing else happens
// meanwhile. Whoever needs it done tries again.
const lockPatienceMs = 10;

// A message changes a page in each of a dozen indices, and every page that is read or written is decrypted or encrypted. So
// they are kept, and moved from the log into the file once for many changes. Nothing else happens meanwhile, so that it is done for
// 4 MB at a time: moving 16 MB in one piece costs about 6 % less, and takes longer than a frame. A log that holds something
// erased is emptied at once.
const cacheKilobytes = 65_536;
const logPages = 1_024;

/**
 * When a commit has reached the disk, so that it survives a power cut: `now`, when it returns, or `later`, with the next `sync` or
 * the next commit of the other kind. The end of the process takes neither away, and no commit is there without those before it.
 */
export type Durability = 'now' | 'later';

const synchronousOf = { now: 'FULL', later: 'NORMAL' } as const satisfies Record<Durability, string>;

/** Reads the driver's native part, which takes as long as to open a database; whoever opens one later finds it read. */
export function loadDriver(): void {
  new Driver(':memory:').close();
}

/** Length of a database key in bytes. */
export const databaseKeyBytes = 32;

/**
 * The encrypted database of one account. Every page, the write-ahead log included, is encrypted with a raw 32-byte key
 * (ChaCha20-Poly1305); erased content is overwritten by SQLite itself (`secure_delete`).
 */
export class Database {
  /** Texts of all statements, for looking at their plans. */
  readonly statements = new Set<string>();

  /** How the driver commits at present. */
  private durability: Durability = 'now';
  /** A commit may not have reached the disk. */
  private isUnsynced = false;
  /** The write-ahead log, opened once it has to be synced. */
  private log: number | null = null;
  private readonly changeCount;

  private constructor(
    private readonly driver: Driver.Database,
    private readonly file: string,
  ) {
    this.changeCount = driver.prepare<[], number>('SELECT total_changes()').pluck();
  }

  /**
   * Opens or creates the file and brings it to the newest shape. The file can be read by its owner only.
   * @throws DatabaseError
   */
  static open(file: string, key: Uint8Array): Database {
    if (key.length !== databaseKeyBytes) throw new DatabaseError('wrongKey');
    const driver = openFile(file);
    try {
      chmodSync(file, 0o600);
      unlock(driver, key);
      driver.pragma('journal_mode = WAL');
      driver.pragma(`synchronous = ${synchronousOf.now}`);
      driver.pragma('secure_delete = ON');
      driver.pragma('foreign_keys = ON');
      // Temporary b-trees would otherwise spill to unencrypted files.
      driver.pragma('temp_store = MEMORY');
      driver.pragma(`cache_size = ${-cacheKilobytes}`);
      driver.pragma(`wal_autocheckpoint = ${logPages}`);
      driver.function(storedIdFunction, { deterministic: true, directOnly: true }, (id: string) =>
        toStoredId(id),
      );
      migrate(driver);
    } catch (error) {
      driver.close();
      throw toDatabaseError(error);
    }
    return new Database(driver, file);
  }

  /** A statement that only reads. The driver caches nothing, so keep it. It throws a RangeError when its text writes. */
  prepare<Parameters extends unknown[] | object, Row>(
    sql: string,
  ): ReadingStatement<toArray<Parameters>, Row> {
    const statement = this.onDemand<Row>(sql);
    const reading = (): Driver.Statement<unknown[], Row> => {
      const prepared = statement();
      if (!prepared.readonly) throw new RangeError('a statement that writes is prepared with prepareWriting');
      return prepared;
    };
    return {
      get: (...parameters) => reading().get(...parameters),
      all: (...parameters) => reading().all(...parameters),
      iterate: (...parameters) => reading().iterate(...parameters),
    };
  }

  /** A statement that writes. It runs inside a transaction and throws anywhere else. */
  prepareWriting<Parameters extends unknown[] | object, Row>(
    sql: string,
  ): WritingStatement<toArray<Parameters>, Row> {
    const statement = this.onDemand<Row>(sql);
    const inside = (): Driver.Statement<unknown[], Row> => {
      if (!this.driver.inTransaction) throw new Error('written outside of a transaction');
      return statement();
    };
    return {
      run: (...parameters) => inside().run(...parameters),
      all: (...parameters) => inside().all(...parameters),
    };
  }

  /** Prepares a statement when it is first used: an account has some hundred of them, and opens with a few. */
  private onDemand<Row>(sql: string): () => Driver.Statement<unknown[], Row> {
    this.statements.add(sql);
    let statement: Driver.Statement<unknown[], Row> | null = null;
    // The row's type is the promise of the SQL text beside the call.
    return () => (statement ??= this.driver.prepare(sql) as unknown as Driver.Statement<unknown[], Row>);
  }

  /** The steps by which SQLite would run a statement, in its own words; nothing is run. */
  planOf(sql: string, parameters: readonly unknown[]): readonly string[] {
    // Columns of the plan as SQLite documents them.
    const steps = this.driver.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as readonly {
      readonly detail: string;
    }[];
    return steps.map(({ detail }) => detail);
  }

  /**
   * Runs `work` in one transaction: all of it is committed when this returns, or nothing of it when it throws. There is none
   * inside another: when the inner one returned, nothing would be on disk yet, and what is told then might never have been.
   */
  transaction<T>(work: () => T, durability: Durability = 'now'): T {
    if (this.driver.inTransaction) throw new Error('a transaction inside a transaction');
    if (this.durability !== durability) {
      this.driver.pragma(`synchronous = ${synchronousOf[durability]}`);
      this.durability = durability;
    }
    if (durability === 'now' && !this.isUnsynced) return this.driver.transaction(work).immediate();
    const before = this.changeCount.get();
    const result = this.driver.transaction(work).immediate();
    // A commit that changes nothing writes nothing, and waits for nothing.
    if (this.changeCount.get() !== before) this.isUnsynced = durability === 'later';
    return result;
  }

  /**
   * Everything that was committed is on the disk when this returns; costs nothing when it was before.
   * @throws what the disk says
   */
  sync(): void {
    if (!this.isUnsynced) return;
    this.log ??= openSync(`${this.file}-wal`, 'r+');
    fdatasyncSync(this.log);
    this.isUnsynced = false;
  }

  /**
   * Empties the write-ahead log, so that no old page outlives an erasure.
   * @throws DatabaseError `fileLocked` while somebody else reads the file, or what the disk says
   */
  truncateLog(): void {
    // One row; SQLite does not throw when it had to stop half-way.
    const [outcome] = this.driver.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
    if (outcome?.busy !== 0) throw new DatabaseError('fileLocked');
    // All of it was moved into the file, and that was synced.
    this.isUnsynced = false;
  }

  /** Commits a page that says what it said before; throws when the disk does not take it. */
  checkWritable(): void {
    const version = this.driver.pragma('user_version', { simple: true }) as number;
    this.transaction(() => this.driver.pragma(`user_version = ${version}`));
  }

  /** Closes the file; harmless when closed already. */
  close(): void {
    if (this.log !== null) closeSync(this.log);
    this.log = null;
    this.driver.close();
  }
}

/** A statement that changes nothing. */
export interface ReadingStatement<Parameters extends unknown[], Row> {
  /** The first row. */
  get(...parameters: Parameters): Row | undefined;
  /** All rows. */
  all(...parameters: Parameters): Row[];
  /** One row after the other; nothing else runs over the database until it has ended. */
  iterate(...parameters: Parameters): IterableIterator<Row>;
}

/** A statement that changes something. */
export interface WritingStatement<Parameters extends unknown[], Row> {
  /** Runs it; tells how many rows changed, and the number of a new one. */
  run(...parameters: Parameters): Driver.RunResult;
  /** Runs one with a RETURNING clause. */
  all(...parameters: Parameters): Row[];
}

type toArray<T> = T extends unknown[] ? T : [T];

const toDatabaseError = (error: unknown): DatabaseError =>
  error instanceof DatabaseError
    ? error
    : new DatabaseError(diskFailureOf(error) ?? 'damaged', { cause: error });

function openFile(file: string): Driver.Database {
  // Anything else under this name would be followed, waited for or written to.
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (entry !== undefined && !entry.isFile()) throw new DatabaseError('damaged');
  try {
    return new Driver(file, { timeout: lockPatienceMs });
  } catch (error) {
    throw toDatabaseError(error);
  }
}

function unlock(driver: Driver.Database, key: Uint8Array): void {
  driver.pragma(`cipher = 'chacha20'`);
  driver.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
  try {
    driver.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    // Only a first page that makes no sense at all hints at the key; everything else was read with the right one.
    const isUnreadable = error instanceof Driver.SqliteError && error.code === 'SQLITE_NOTADB';
    throw isUnreadable ? new DatabaseError('wrongKey', { cause: error }) : toDatabaseError(error);
  }
}

function migrate(driver: Driver.Database): void {
  // `simple` answers the bare value of the one column.
  const version = driver.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length) throw new DatabaseError('newerVersion');
  for (const [offset, sql] of migrations.slice(version).entries()) {
    driver.transaction(() => {
      driver.exec(sql);
      driver.pragma(`user_version = ${version + offset + 1}`);
    })();
  }
}
