import { holdsContent, type Message } from './message';

/** Why a message cannot be answered with a quote. */
export type ReplyRefusal = 'cannotQuote' | 'quoteGone';

/**
 * Whether an answer may quote a message. Never a burn message: what is meant to burn leaves by no way. A message without
 * a number is not on the server yet, and could not be named.
 */
export function refuseReply(message: Message): ReplyRefusal | null {
  if (!holdsContent(message)) return 'quoteGone';
  const isQuotable =
    message.contentState === 'present' &&
    message.burnTerms === null &&
    message.contentKind !== 'unsupported' &&
    message.mid !== null;
  return isQuotable ? null : 'cannotQuote';
}
