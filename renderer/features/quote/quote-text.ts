import type { QuoteView } from '../../../preload/contract/message-views';

/** What the second line of a quote says: the words of the message, or a message key. */
export type QuoteText =
  | { readonly kind: 'words'; readonly text: string }
  /** A picture, and what goes with it. */
  | { readonly kind: 'caption'; readonly text: string }
  /** A recording, by its length. */
  | { readonly kind: 'voice'; readonly durationMs: number }
  /** A file, by its name and what goes with it. */
  | { readonly kind: 'file'; readonly text: string }
  | {
      readonly kind: 'key';
      readonly key:
        | 'quote.image'
        | 'quote.burn'
        | 'quote.revoked'
        | 'quote.burned'
        | 'quote.vanished'
        | 'quote.unsupported'
        | 'quote.missing'
        | 'quote.blank';
    };

/** The line of a quote that stands for the content of what is quoted. */
export function quoteText(quote: QuoteView): QuoteText {
  if (quote.kind === 'image' && quote.caption !== undefined) return { kind: 'caption', text: quote.caption };
  if (quote.kind === 'file' && quote.voiceMs !== undefined)
    return { kind: 'voice', durationMs: quote.voiceMs };
  if (quote.kind === 'file') {
    const text = quote.caption === undefined ? quote.name : `${quote.name} ${quote.caption}`;
    return { kind: 'file', text };
  }
  if (quote.kind !== 'text') return { kind: 'key', key: `quote.${quote.kind}` };
  return quote.text === '' ? { kind: 'key', key: 'quote.blank' } : { kind: 'words', text: quote.text };
}

/** Nothing is left that could be answered: an answer goes out without it. */
export function isQuoteGone({ kind }: QuoteView): boolean {
  return kind === 'revoked' || kind === 'burned' || kind === 'vanished' || kind === 'missing';
}
