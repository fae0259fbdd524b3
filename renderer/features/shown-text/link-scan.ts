import { isAsciiWord, isForeignSign, isWide } from './characters';
import type { LinkTarget } from './shown-piece';

/** What stands at a place that looks like a link: one, or a stretch that is none and is not looked at again. */
export interface LinkScan {
  /** UTF-16 units; more than `start`. */
  readonly end: number;
  readonly target: LinkTarget | null;
}

/** Longest link, UTF-16 units: nothing that somebody shares is longer, and nothing longer is opened. */
const maxLength = 2_048;
const addPrefix = 'tim://add/';
const prefixes = ['https://', 'http://', 'mailto:', addPrefix, 'www.'] as const;
const longestPrefix = 10;
/** What ends a link wherever it stands. */
const ends = '"<>`{}|\\^';
/** What belongs to the sentence when it stands behind a link. */
const trailing = ".,;:!?'*~";
const brackets = [
  ['(', ')'],
  ['[', ']'],
] as const;
const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const maxNodeLength = 32;

/** The link that begins at a place; null when nothing there looks like one. */
export function scanLink(text: string, start: number): LinkScan | null {
  if (!'hHmMtTwW'.includes(text.charAt(start)) || isAsciiWord(text.charAt(start - 1))) return null;
  const begin = text.slice(start, start + longestPrefix).toLowerCase();
  const prefix = prefixes.find((candidate) => begin.startsWith(candidate));
  if (prefix === undefined) return null;
  const from = start + prefix.length;
  const reach = reachOf(text, from);
  const end = withoutTrailing(text, from, reach);
  if (end <= from) return { end: from, target: null };
  if (end - start > maxLength) return { end: reach, target: null };
  const target = targetOf(text.slice(start, end), prefix);
  return target === null ? { end: reach, target } : { end, target };
}

/** How far what could be a link goes. Chinese follows a link without a space: it belongs to it below its root alone. */
function reachOf(text: string, from: number): number {
  let slashes = 0;
  let isForeignHost = false;
  let index = from;
  for (; index < text.length; index += 1) {
    const character = text.charAt(index);
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code === 0x7f || ends.includes(character) || isForeignSign(code)) break;
    if (character === '/') slashes += 1;
    if (code > 0x7f && slashes === 0) isForeignHost ||= index === from || !isWide(code);
    if (isWide(code) && !isPartOfLink(text, index, { slashes, isForeignHost })) break;
  }
  return index;
}

function isPartOfLink(
  text: string,
  index: number,
  { slashes, isForeignHost }: { readonly slashes: number; readonly isForeignHost: boolean },
): boolean {
  const before = text.charCodeAt(index - 1);
  if (isWide(before)) return true;
  if (slashes === 0) return isForeignHost;
  return !isAsciiWord(text.charAt(index - 1)) && (slashes > 1 || isForeignHost);
}

/** Takes away what belongs to the sentence around a link; a bracket that closes one of its own stays. */
function withoutTrailing(text: string, from: number, reach: number): number {
  const excess = new Map(brackets.map(([, closing]): [string, number] => [closing, 0]));
  for (let index = from; index < reach; index += 1) {
    const character = text.charAt(index);
    for (const [opening, closing] of brackets) {
      if (character === opening) excess.set(closing, (excess.get(closing) ?? 0) - 1);
      else if (character === closing) excess.set(closing, (excess.get(closing) ?? 0) + 1);
    }
  }
  let end = reach;
  while (end > from) {
    const last = text.charAt(end - 1);
    const count = excess.get(last);
    if (count === undefined ? !trailing.includes(last) : count <= 0) break;
    if (count !== undefined) excess.set(last, count - 1);
    end -= 1;
  }
  return end;
}

function targetOf(words: string, prefix: (typeof prefixes)[number]): LinkTarget | null {
  if (prefix === addPrefix) return addTarget(words.slice(addPrefix.length));
  if (prefix === 'mailto:') return mailTarget(words);
  const href = prefix === 'www.' ? `https://${words}` : words;
  const authority = authorityOf(href);
  const url = authority === '' ? null : parse(href);
  // Whoever writes a name before the host wants it to be taken for the host.
  if (url === null || authority.includes('@')) return null;
  const labels = url.hostname.split('.');
  const isNamed = labels.length > (prefix === 'www.' ? 2 : 1) && !labels.includes('');
  const isHost = isNamed || url.hostname === 'localhost' || url.hostname.startsWith('[');
  return isHost ? { kind: 'outside', href } : null;
}

function authorityOf(href: string): string {
  const start = href.indexOf('//') + 2;
  const ending = ['/', '?', '#'].map((sign) => href.indexOf(sign, start)).filter((place) => place !== -1);
  return href.slice(start, Math.min(href.length, ...ending));
}

function mailTarget(words: string): LinkTarget | null {
  const url = parse(words);
  const [name, host, ...more] = url?.pathname.split('@') ?? [];
  // Other fields than the subject are honoured by some mail programs, and files with them.
  const isPlain = url !== null && url.search === '' && url.hash === '';
  if (!isPlain || !name || !host || more.length > 0 || url.pathname.includes('/')) return null;
  return { kind: 'outside', href: words };
}

function addTarget(rest: string): LinkTarget | null {
  const node = rest.endsWith('/') ? rest.slice(0, -1) : rest;
  const isNode =
    node !== '' && node.length <= maxNodeLength && [...node].every((letter) => base58.includes(letter));
  return isNode ? { kind: 'add', node } : null;
}

function parse(href: string): URL | null {
  try {
    return new URL(href);
  } catch {
    return null;
  }
}
