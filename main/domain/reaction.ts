import type { MessageId, NodeId, ServerMid } from './ids';
import type { Message } from './message';

/** Most UTF-8 bytes of one sign: the longest emoji, of several people with tones of skin, have fewer. */
export const maxReactionBytes = 48;

/** Most people whose reactions to one message are kept. Whoever comes later is left out and counted. */
export const mostReactors = 100;

/** Most reactions of one person in one chat whose messages are not here; more are left out and counted. */
export const mostWaitingReactions = 200;

/** What somebody says to a message in one sign: one for each person, the newest counts. */
export interface Reaction {
  readonly messageId: MessageId;
  readonly author: NodeId;
  readonly emoji: string;
}

/** What the user says to a message of a one-to-one chat, as the devices of an account tell each other. */
export interface OwnReaction {
  /** The other side of the chat. */
  readonly peer: NodeId;
  readonly mid: ServerMid;
  /** Null: nothing any more. */
  readonly emoji: string | null;
  /** Server's time, ns: of two the later one holds, and of two of the same moment every device takes the same one. */
  readonly saidAtNs: bigint;
}

/** Most of them that devices compare when one of them comes, those that were said last. */
export const mostComparedReactions = 200;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const pictographic = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;

/** Whether a text is one emoji and nothing else: words, however short, are no reaction. */
export function isReaction(text: string): boolean {
  if (text === '' || Buffer.byteLength(text, 'utf8') > maxReactionBytes) return false;
  return [...segmenter.segment(text)].length === 1 && pictographic.test(text);
}

/** Why nothing can be said to a message in one sign. */
export type ReactionRefusal = 'cannotReact' | 'alreadyGone';

/**
 * Whether somebody may react to a message: it is there, the server has it, so that others know which is meant, and it does not burn.
 */
export function refuseReaction({ contentState, mid, burnTerms }: Message): ReactionRefusal | null {
  if (contentState === 'unreadable') return 'cannotReact';
  if (contentState !== 'present') return 'alreadyGone';
  return mid === null || burnTerms !== null ? 'cannotReact' : null;
}
