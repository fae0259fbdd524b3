/**
 * Longest message in UTF-8 bytes. With the envelope it stays below 64 KiB: larger websocket messages are fragmented by
 * browsers, and tim does not put fragments together again.
 */
export const maxTextBytes = 60_000;

/** Why a text cannot be sent. */
export type TextRefusal = 'textEmpty' | 'textTooLong';

/** Checks a message text before it is stored. White space alone says nothing. */
export function refuseText(text: string): TextRefusal | null {
  if (text.trim().length === 0) return 'textEmpty';
  return Buffer.byteLength(text, 'utf8') > maxTextBytes ? 'textTooLong' : null;
}
