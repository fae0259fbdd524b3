/** Why something could not be kept on this computer's disk; a subset of the bridge contract's failure codes. */
export const diskFailures = ['diskFull', 'diskReadOnly', 'fileLocked', 'diskFailing'] as const;
export type DiskFailure = (typeof diskFailures)[number];

// Codes of SQLite and of the operating system, each with its refinements (`SQLITE_BUSY_SNAPSHOT`). Order matters: the
// first beginning that fits decides.
const beginnings: readonly (readonly [string, DiskFailure])[] = [
  ['SQLITE_FULL', 'diskFull'],
  // SQLite reaches for more of its shared index and does not get it: on a full disk this comes before SQLITE_FULL.
  ['SQLITE_IOERR_SHMSIZE', 'diskFull'],
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EFBIG', 'diskFull'],
  ['SQLITE_READONLY', 'diskReadOnly'],
  ['SQLITE_PERM', 'diskReadOnly'],
  ['EROFS', 'diskReadOnly'],
  ['EACCES', 'diskReadOnly'],
  ['EPERM', 'diskReadOnly'],
  ['SQLITE_BUSY', 'fileLocked'],
  ['SQLITE_LOCKED', 'fileLocked'],
  ['EBUSY', 'fileLocked'],
  ['SQLITE_IOERR', 'diskFailing'],
  ['SQLITE_CANTOPEN', 'diskFailing'],
  ['EIO', 'diskFailing'],
  ['EMFILE', 'diskFailing'],
  ['ENFILE', 'diskFailing'],
];

/** Whether a code is one of these. */
export const isDiskFailure = (code: string): code is DiskFailure =>
  diskFailures.some((failure) => failure === code);

/**
 * What an error of the database driver or of the file system says about the disk, looking through its causes; null when it
 * says nothing about it. All of these pass: what failed with one is worth another try, and nothing is damaged.
 */
export function diskFailureOf(error: unknown): DiskFailure | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = 'code' in cause ? cause.code : null;
    if (typeof code !== 'string') continue;
    if (isDiskFailure(code)) return code;
    const found = beginnings.find(([beginning]) => code.startsWith(beginning));
    if (found !== undefined) return found[1];
  }
  return null;
}
