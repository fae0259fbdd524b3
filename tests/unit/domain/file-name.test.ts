import { describe, expect, it } from 'vitest';
import {
  endingOf,
  hasTwoEndings,
  maxFileNameLength,
  mayRun,
  toSafeFileName,
} from '../../../main/domain/file-name';

const rightToLeftOverride = '\u202e';

describe('the name of a file that somebody else chose', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\Windows\\System32\\cmd.exe', 'cmd.exe'],
    ['/absolute/path.txt', 'path.txt'],
    ['C:\\Users\\a.txt', 'a.txt'],
    ['a.txt:stream', 'a.txt_stream'],
    ['..', 'file'],
    ['.', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['.bashrc', 'bashrc'],
    ['name.', 'name'],
    ['name. . ', 'name'],
    ['what?*<>|".txt', 'what______.txt'],
    ['a\u0000b\nc.txt', 'ab c.txt'],
    [`invoice${rightToLeftOverride}fdp.exe`, 'invoicefdp.exe'],
    ['\u2066hidden\u2069.txt', 'hidden.txt'],
    ['zero\u200bwidth\u200d.exe', 'zerowidth.exe'],
    ['报告 2026.docx', '报告 2026.docx'],
    ['حساب.pdf', 'حساب.pdf'],
  ])('%j becomes %j', (raw, safe) => {
    expect(toSafeFileName(raw)).toBe(safe);
  });

  it.each(['CON', 'con.txt', 'Nul.tar.gz', 'COM1', 'lpt9.log', 'AUX.'])(
    'is never one that a system keeps for a device: %s',
    (raw) => {
      expect(toSafeFileName(raw)).toMatch(/^_/u);
    },
  );

  it('is cut before its ending when it is too long', () => {
    const safe = toSafeFileName(`${'a'.repeat(300)}.pdf`);
    expect([safe.length, safe.endsWith('a.pdf')]).toEqual([maxFileNameLength, true]);
  });

  it('ends with no dot and no space when it was cut there', () => {
    expect(
      toSafeFileName(`${'a'.repeat(maxFileNameLength - 1)}.${'b'.repeat(20)}..x y${'z'.repeat(30)}`),
    ).toBe('a'.repeat(maxFileNameLength - 1));
    expect(toSafeFileName(`${'界'.repeat(79)}..${'界'.repeat(40)}`)).toBe('界'.repeat(79));
  });

  it('fits a file system that counts bytes, and is cut by whole characters', () => {
    const safe = toSafeFileName(`${'报😀'.repeat(100)}.pdf`);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(240);
    expect(safe).toMatch(/^(?:报|😀)+\.pdf$/u);
  });

  it('is the same when it was made safe before', () => {
    for (const raw of ['../a', 'con', 'x'.repeat(400), 'a. .', 'b.tar.gz']) {
      expect(toSafeFileName(toSafeFileName(raw))).toBe(toSafeFileName(raw));
    }
  });
});

describe('what a name ends with', () => {
  it('is told in lower case, and a name that begins with a dot has none', () => {
    expect([endingOf('a.PDF'), endingOf('a'), endingOf('.profile'), endingOf('a.tar.gz')]).toEqual([
      'pdf',
      '',
      '',
      'gz',
    ]);
  });

  it('warns of what a system may run', () => {
    expect(['a.exe', 'a.Bat', 'a.desktop', 'a.html', 'a.pdf', 'exe'].map(mayRun)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('warns of a name that seems to end before', () => {
    expect(['photo.jpg.exe', 'a.pdf.zip', 'a.tar.gz', 'v1.2.zip', 'a.zip'].map(hasTwoEndings)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
