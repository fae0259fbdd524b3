/** The databases that tim can keep its data in, as far as they make a difference to clients. */
export const databaseNames = ['sqlite', 'mysql', 'postgresql'] as const;
export type DatabaseName = (typeof databaseNames)[number];

/** What tim can keep in a database (tim protocol, section 7). */
export interface DatabaseTraits {
  /** Size of the largest message, account or room record that a column takes, encoded; `Infinity`: any. */
  readonly largestRecordBytes: number;
  /**
   * Whether messages of the history enter the offline queue. Over everything but SQLite tim writes a text into a column
   * for numbers and loses the entry; what is queued by value (revokes, burns, business) is not concerned.
   */
  readonly queuesMessages: boolean;
}

/** A column of type BLOB. */
const blobBytes = 65_535;

/** What each database makes of tim. */
export const databaseTraits: Readonly<Record<DatabaseName, DatabaseTraits>> = {
  sqlite: { largestRecordBytes: Infinity, queuesMessages: true },
  mysql: { largestRecordBytes: blobBytes, queuesMessages: false },
  postgresql: { largestRecordBytes: Infinity, queuesMessages: false },
};

/** Reads the name of a database; MariaDB is one with MySQL. `null` for anything else. */
export function parseDatabaseName(text: string): DatabaseName | null {
  if (text === 'mariadb') return 'mysql';
  return databaseNames.find((name) => name === text) ?? null;
}
