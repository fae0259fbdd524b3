const encoder = new TextEncoder();
// A byte order mark is a character like any other here, and hostile bytes must not throw.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: false });

/** UTF-8 bytes of `text`; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text of UTF-8 bytes; whatever is not valid becomes U+FFFD, as it does in the Go server. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
