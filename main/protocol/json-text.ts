import type { FrameOrigin } from './packet-types';

/** What Go's encoding/json escapes besides what JSON demands, so that a text may stand inside HTML or JavaScript. */
const goEscaped = /[<>&\u2028\u2029]/g;

/** Texts up to this length are looked at before the engine is asked: most of a message are short and plain. */
const longestLook = 64;

/** A JSON string as `from` writes it: a client like JSON.stringify, the server like Go. */
export function jsonString(text: string, from: FrameOrigin): string {
  if (isPlain(text)) return `"${text}"`;
  const json = JSON.stringify(text);
  return from === 'client' ? json : json.replace(goEscaped, unicodeEscape);
}

/** Whether nothing of a text is written otherwise than it is, by either side. */
function isPlain(text: string): boolean {
  if (text.length > longestLook) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (!isPlainCode(text.charCodeAt(index))) return false;
  }
  return true;
}

function isPlainCode(code: number): boolean {
  if (code > 0x7e) return (code >= 0xa0 && code < 0x2028) || (code > 0x2029 && code < 0xd800);
  // Control characters, and of the others: " & < > and the backslash.
  return code >= 0x20 && code !== 0x22 && code !== 0x26 && code !== 0x3c && code !== 0x3e && code !== 0x5c;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

const base64Pattern = /^[A-Za-z0-9+/]*={0,2}$/;

/** Bytes of standard base64 (line breaks are skipped, as in Go); null if it is anything else. */
export function fromBase64(text: string): Uint8Array | null {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !base64Pattern.test(compact)) return null;
  return new Uint8Array(Buffer.from(compact, 'base64'));
}
