import { toDisplayName } from './display-name';

/** Longest name that is kept, UTF-16 units: with what a system adds it fits every file system. */
export const maxFileNameLength = 120;

/** Longest name in UTF-8: file systems count bytes, and a Chinese character has three of them. */
const maxFileNameBytes = 240;

/** An ending is kept in full when a name is cut; what is longer is none. */
const maxEndingLength = 16;

/** Names that Windows gives to devices, with whatever ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/** What some file system forbids, or takes for the way to somewhere else. */
const forbidden = /[<>:"|?*]/gu;

/** Endings that a system may start when somebody opens such a file. */
const programEndings: ReadonlySet<string> = new Set(
  [
    'exe com bat cmd msi msp scr pif cpl hta jar js jse vbs vbe wsf wsh ps1 psm1 reg lnk inf gadget application',
    'app command terminal workflow pkg dmg sh bash zsh csh run bin desktop appimage deb rpm apk py pyw pl rb',
    'html htm xhtml svg url website scf chm iso img vhd docm xlsm pptm',
  ].flatMap((line) => line.split(' ')),
);

/**
 * A name from the network, or from anybody's disk, made fit for a folder and for one line: no way to another folder, nothing that hides
 * or turns around what it ends with, no name that a system keeps for itself, not too long. What is between the parts of a name stays, so
 * a second ending is seen. `file` where nothing is left.
 */
export function toSafeFileName(raw: string): string {
  const last = raw.split(/[/\\]/u).at(-1) ?? '';
  const shown = toDisplayName(last, 4 * maxFileNameLength).replace(forbidden, '_');
  // Joiners may stand in a name of a person; in that of a file they would hide where it ends.
  const plain = shown.replace(/\u200c|\u200d|\ufe0f/gu, '').replace(/^\.+|[. ]+$/gu, '');
  const named = plain === '' ? 'file' : plain;
  const free = reserved.test(named) ? `_${named}` : named;
  return shorten(free);
}

/** What a name ends with, lower case and without the dot; empty for nothing. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const ending = dot <= 0 ? '' : name.slice(dot + 1);
  return ending.length > maxEndingLength ? '' : ending.toLowerCase();
}

/** Whether a system may run a file of this name, or something in it, when somebody opens it. */
export const mayRun = (name: string): boolean => programEndings.has(endingOf(name));

/** Whether a name looks as if it ended before its end: `photo.jpg.exe`. */
export function hasTwoEndings(name: string): boolean {
  const ending = endingOf(name);
  if (ending === '') return false;
  const before = endingOf(name.slice(0, -ending.length - 1));
  return /^[a-z][a-z0-9]{1,4}$/u.test(before) && !(before === 'tar');
}

/** The name is cut before its ending, by whole characters. */
function shorten(name: string): string {
  const ending = endingOf(name);
  const tail = ending === '' ? '' : name.slice(-ending.length - 1);
  let head = [...name.slice(0, name.length - tail.length)];
  const isLong = (): boolean => {
    const whole = head.join('') + tail;
    return whole.length > maxFileNameLength || Buffer.byteLength(whole, 'utf8') > maxFileNameBytes;
  };
  if (isLong()) head = head.slice(0, maxFileNameLength);
  while (isLong() && head.length > 1) head.pop();
  const begin = head.join('').trimEnd();
  // Where nothing follows, the cut itself may have left a dot or a space at the end, which Windows drops.
  return tail === '' ? begin.replace(/[. ]+$/u, '') : begin + tail;
}
