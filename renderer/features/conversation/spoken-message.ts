import type { FailureCode } from '../../../preload/contract/result';
import type { FileContentView } from '../../../preload/contract/file-views';
import type { ContentView, MessageView } from '../../../preload/contract/message-views';
import { lengthText } from '../../base/length-text';
import { oneLine } from '../../base/one-line';
import type { SentState } from './sent-state';

/** A long text is heard by reading it, not as the name of its row, UTF-16 units. */
const mostSpoken = 400;

/** So many signs of others are heard with a message, as many as are seen under it. */
export const mostSpokenReactions = 6;

/** What a message is, for somebody who hears it: its words, or a message key. */
export type SpokenContent =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'key';
      readonly key:
        | 'quote.image'
        | 'quote.burn'
        | 'conversation.blank'
        | 'conversation.unsupported'
        | 'conversation.pictureSaying'
        | 'conversation.fileSaying'
        | 'conversation.voiceSaying'
        | 'conversation.burnSaying';
      /** Words in the sentence; empty where it has none. */
      readonly text: string;
    };

/** How it stands with a message: a message key, and why. */
export interface SpokenState {
  readonly key:
    | 'delivery.pending'
    | 'delivery.sent'
    | 'delivery.delivered'
    | 'delivery.read'
    | 'delivery.failed'
    | 'editing.pending'
    | 'revoke.pending'
    | 'revoke.failed'
    | 'burn.pending'
    | 'burn.failed'
    | 'burn.unread'
    | 'burn.opened'
    | 'burn.covered';
  readonly reason: FailureCode | null;
}

/**
 * What a bubble holds, to be heard. Of a covered burn message that it is one, and nothing of what it says. Not for lines, which are
 * sentences themselves.
 */
export function spokenContent({ body }: MessageView): SpokenContent {
  switch (body.kind) {
    case 'text':
    case 'image':
    case 'file':
      return contentOf(body);
    case 'unsupported':
      return { kind: 'key', key: 'conversation.unsupported', text: '' };
    case 'burnOwn':
    case 'burnRevealed': {
      const content = contentOf(body.content);
      return content.kind === 'words'
        ? { kind: 'key', key: 'conversation.burnSaying', text: content.text }
        : { kind: 'key', key: 'quote.burn', text: '' };
    }
    default:
      return { kind: 'key', key: 'quote.burn', text: '' };
  }
}

/** The file of a message that does not burn; null for every other content. */
export const spokenFile = ({ body }: MessageView): FileContentView | null =>
  body.kind === 'file' ? body : null;

/** How it stands with a message, if there is something to say: the gravest of it. `sent`: how far an own one has come. */
export function spokenState(
  { body, delivery, operation }: MessageView,
  sent: SentState | null,
): SpokenState | null {
  if (delivery.state === 'failed') return { key: 'delivery.failed', reason: delivery.reason };
  if (operation?.isEdit === true) return { key: 'editing.pending', reason: null };
  if (operation !== null) return { key: `${operation.kind}.${operation.state}`, reason: operation.reason };
  if (body.kind === 'burnConcealed') {
    return { key: body.expiresAtMs === null ? 'burn.unread' : 'burn.covered', reason: null };
  }
  if (body.kind === 'burnOwn' && delivery.state === 'sent') {
    return { key: body.isOpened ? 'burn.opened' : 'burn.unread', reason: null };
  }
  return sent === null ? null : { key: `delivery.${sent}`, reason: null };
}

function contentOf(content: ContentView): SpokenContent {
  if (content.kind === 'image') {
    const caption = oneLine(content.caption ?? '', mostSpoken);
    return caption === ''
      ? { kind: 'key', key: 'quote.image', text: '' }
      : { kind: 'key', key: 'conversation.pictureSaying', text: caption };
  }
  if (content.kind === 'file' && content.voice !== undefined) {
    return { kind: 'key', key: 'conversation.voiceSaying', text: lengthText(content.voice.durationMs) };
  }
  if (content.kind === 'file') {
    const caption = oneLine(content.caption ?? '', mostSpoken);
    const text = caption === '' ? content.name : `${content.name}, ${caption}`;
    return { kind: 'key', key: 'conversation.fileSaying', text };
  }
  const text = oneLine(content.text, mostSpoken);
  return text === ''
    ? { kind: 'key', key: 'conversation.blank', text: '' }
    : { kind: 'words', text: content.text.length > text.length ? `${text}…` : text };
}
