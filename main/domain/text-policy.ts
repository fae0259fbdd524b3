import { hasVisible } from './visible-text';

/**
 * Longest message in UTF-8 bytes. With the envelope it stays below 64 KiB: larger websocket messages are fragmented by
 * browsers, and tim does not put fragments together again.
 */
export const maxTextBytes = 60_000;

/**
 * Longest text that is kept of a message, UTF-16 units. Nothing that this app sends is longer; other clients send up to 32 MiB,
 * of which every opening of the chat would have to read 50.
 */
export const maxKeptTextLength = 65_536;

/** As much of a text as is kept; never ends with half a character. */
export function toKeptText(text: string): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= maxKeptTextLength) return { text, isCut: false };
  return { text: text.slice(0, wholeCharacterEnd(text, maxKeptTextLength)), isCut: true };
}

/** The end of the last whole character at or before a place in a text. */
export function wholeCharacterEnd(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
}

/** Why a text cannot be sent. */
export type TextRefusal = 'textEmpty' | 'textTooLong';

/** Checks a message text before it is stored. What cannot be seen says nothing. */
export function refuseText(text: string): TextRefusal | null {
  if (!hasVisible(text)) return 'textEmpty';
  return Buffer.byteLength(text, 'utf8') > maxTextBytes ? 'textTooLong' : null;
}
