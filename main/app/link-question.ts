import type { ExternalLinkDecision } from './external-link';
import type { Translate } from './texts';

/** What somebody is asked before a link is opened that may not be what it seems: the doubts in words, and where it really leads. */
export function linkQuestion(
  { url, host, doubts }: Extract<ExternalLinkDecision, { readonly kind: 'ask' }>,
  translate: Translate,
): { readonly message: string; readonly detail: string } {
  const sentences = doubts.map((doubt) =>
    translate(`link.doubts.${doubt}`, { host: host.real, seen: host.seen }),
  );
  return { message: translate('link.question'), detail: [...sentences, url].join('\n\n') };
}
