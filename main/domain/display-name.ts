const maxNameLength = 64;
// Control characters, line separators and bidirectional overrides: they can break a row or disguise a name.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name from the network made fit for one line: printable, trimmed, at most 64 characters; may be empty. */
export function toDisplayName(raw: string): string {
  const clean = raw.replace(unprintable, '').replace(/\s+/gu, ' ').trim();
  return [...clean].slice(0, maxNameLength).join('');
}
