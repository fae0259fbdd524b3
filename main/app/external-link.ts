import { domainToUnicode } from 'node:url';

/** Why a link may not be what it seems. */
export type LinkDoubt =
  /** Nothing protects the connection. */
  | 'unprotected'
  /** The name of the site has letters that can be taken for others. */
  | 'lookAlike'
  /** The name is written in the form that machines use. */
  | 'punycode'
  /** What is written is another name, or another number, than what would be asked for. */
  | 'otherHost';

/** The name of a site: as it is asked for, and as people see it. */
export interface LinkHost {
  readonly real: string;
  readonly seen: string;
}

/** What happens to a link that leads out of the app. `ask`: the user decides, and is told the doubts. */
export type ExternalLinkDecision =
  | { readonly kind: 'open'; readonly url: string }
  | {
      readonly kind: 'ask';
      readonly url: string;
      readonly host: LinkHost;
      readonly doubts: readonly LinkDoubt[];
    }
  | { readonly kind: 'refuse' };

const refuse: ExternalLinkDecision = { kind: 'refuse' };
const maxLinkLength = 4_096;
// Parsers disagree about these: browsers drop tabs and line ends, turn backslashes into slashes and trim spaces. A link
// that needs such a repair is not opened at all. Direction marks could make the printed link differ from the real one.
const ambiguous = /[\u0000-\u0020\u007f-\u00a0\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const webAddress = /^https?:\/\/[^/]/i;
const writtenAuthority = /^https?:\/\/([^/?#]+)/i;
const port = /:\d*$/;
/** Letters that nobody takes for others: Latin ones without accents, and the writings of East Asia. */
const plainLetters =
  /^[a-z0-9.\-\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}ー]*$/u;

/**
 * Decides about a link of untrusted origin, as it is written: https and mailto open; what is not protected, and what may be taken
 * for another site, opens after a question; everything else (file, smb, javascript, custom schemes, addresses with a user
 * name) is refused. The answer holds the address as the parser understood it, with an international host in its ASCII form.
 */
export function decideExternalLink(link: string): ExternalLinkDecision {
  if (link.length > maxLinkLength || ambiguous.test(link)) return refuse;
  const url = parse(link);
  if (url === null) return refuse;
  if (url.protocol === 'mailto:') return decideMail(url);
  if (!webAddress.test(link) || url.hostname === '' || url.username !== '' || url.password !== '')
    return refuse;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse;
  const written = (writtenAuthority.exec(link)?.[1] ?? '').replace(port, '').toLowerCase();
  const seen = domainToUnicode(url.hostname) || url.hostname;
  const isWrittenSo = written === url.hostname || written === seen;
  const doubts = [
    ...(url.protocol === 'http:' ? (['unprotected'] as const) : []),
    ...nameDoubts(written, { real: url.hostname, seen }),
    ...(isWrittenSo ? [] : (['otherHost'] as const)),
  ];
  if (doubts.length === 0) return { kind: 'open', url: url.href };
  const host = { real: url.hostname, seen: isWrittenSo ? seen : written };
  return { kind: 'ask', url: url.href, host, doubts };
}

/** A name in the form of machines says what it stands for, and one with foreign letters that it may be taken for another. */
function nameDoubts(written: string, { real, seen }: LinkHost): readonly LinkDoubt[] {
  if (real.includes('xn--') && !plainLetters.test(seen)) return ['lookAlike'];
  return written.includes('xn--') ? ['punycode'] : [];
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
