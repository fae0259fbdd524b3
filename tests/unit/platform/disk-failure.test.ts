import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../preload/contract/result';
import { diskFailureOf, diskFailures } from '../../../main/platform/disk-failure';

const withCode = (code: unknown, cause?: unknown): Error =>
  Object.assign(new Error('x', { cause }), { code });

describe('what an error says about the disk', () => {
  it.each([
    ['SQLITE_FULL', 'diskFull'],
    ['SQLITE_IOERR_SHMSIZE', 'diskFull'],
    ['ENOSPC', 'diskFull'],
    ['EDQUOT', 'diskFull'],
    ['SQLITE_READONLY_DIRECTORY', 'diskReadOnly'],
    ['EROFS', 'diskReadOnly'],
    ['EACCES', 'diskReadOnly'],
    ['SQLITE_BUSY_SNAPSHOT', 'fileLocked'],
    ['SQLITE_LOCKED', 'fileLocked'],
    ['SQLITE_IOERR_FSYNC', 'diskFailing'],
    ['SQLITE_CANTOPEN', 'diskFailing'],
    ['EIO', 'diskFailing'],
    ['diskFull', 'diskFull'],
  ])('%s is %s', (code, failure) => {
    expect(diskFailureOf(withCode(code))).toBe(failure);
    expect(diskFailureOf(withCode('damaged', withCode(code)))).toBe(failure);
  });

  it.each([[withCode('SQLITE_CORRUPT')], [withCode(7)], [new Error('disk is full')], [null], ['ENOSPC']])(
    'nothing: %s',
    (error) => {
      expect(diskFailureOf(error)).toBeNull();
    },
  );

  it('has words in the window', () => {
    expect(failureCodes).toEqual(expect.arrayContaining([...diskFailures]));
  });
});
