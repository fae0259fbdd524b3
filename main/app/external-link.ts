/** What happens to a link that leads out of the app. `ask`: the connection is not protected, the user decides. */
export type ExternalLinkDecision =
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'ask'; readonly url: string }
  | { readonly kind: 'refuse' };

const refuse: ExternalLinkDecision = { kind: 'refuse' };
const maxLinkLength = 4_096;
// Parsers disagree about these: browsers drop tabs and line ends, turn backslashes into slashes and trim spaces. A link
// that needs such a repair is not opened at all. Direction marks could make the printed link differ from the real one.
const ambiguous = /[\u0000-\u0020\u007f-\u00a0\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const webAddress = /^https?:\/\/[^/]/i;

/**
 * Decides about a link of untrusted origin: https and mailto open, http opens after a question, everything else
 * (file, smb, javascript, custom schemes, addresses with a user name) is refused. The answer holds the address as the
 * parser understood it, with an international host in its ASCII form.
 */
export function decideExternalLink(link: string): ExternalLinkDecision {
  if (link.length > maxLinkLength || ambiguous.test(link)) return refuse;
  const url = parse(link);
  if (url === null) return refuse;
  if (url.protocol === 'mailto:') return decideMail(url);
  if (!webAddress.test(link) || url.hostname === '' || url.username !== '' || url.password !== '')
    return refuse;
  if (url.protocol === 'https:') return { kind: 'open', url: url.href };
  return url.protocol === 'http:' ? { kind: 'ask', url: url.href } : refuse;
}

function decideMail(url: URL): ExternalLinkDecision {
  // `attach` and other header fields are honoured by some mail programs: only the address and a subject go through.
  const hasAddress = /^[^/@?]+@[^/@?]+$/.test(url.pathname);
  const fields = [...url.searchParams.keys()].every((name) => name.toLowerCase() === 'subject');
  return hasAddress && fields && url.hash === '' ? { kind: 'open', url: url.href } : refuse;
}

function parse(link: string): URL | null {
  try {
    return new URL(link);
  } catch {
    return null;
  }
}
