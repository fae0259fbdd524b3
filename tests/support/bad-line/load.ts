import type { CallArgument } from '../../../preload/contract/api';
import type { MessageView } from '../../../preload/contract/message-views';
import { padded, png } from '../pictures';

/** Who writes; the number is in every message. */
export const writers = ['anna', 'ben'] as const;
export type Writer = (typeof writers)[number];

/** What each of the two writes: texts with pictures between them. */
export interface Load {
  readonly texts: number;
  readonly pictures: number;
  /** Bytes of the picture with this number, counted from 0. */
  readonly pictureBytes: (index: number) => number;
}

/** A message to be written, and how it is told from all others on every device. */
export type Writing =
  | { readonly kind: 'text'; readonly key: string; readonly text: string }
  | { readonly kind: 'picture'; readonly key: string; readonly bytes: Uint8Array };

const keyOfText = (writer: Writer, index: number): string => `${writer} says ${index}`;
/** A picture is known by its size: its width is the number, its height the writer. */
const widthOf = (index: number): number => 100 + index;
const heightOf = (writer: Writer): number => 50 + writers.indexOf(writer);

/** Everything that somebody writes, in order: the pictures evenly among the texts. */
export function writingsOf(writer: Writer, { texts, pictures, pictureBytes }: Load): readonly Writing[] {
  const writings: Writing[] = [];
  let painted = 0;
  for (let index = 0; index < texts; index += 1) {
    const text = keyOfText(writer, index);
    writings.push({ kind: 'text', key: text, text });
    const due = Math.floor(((index + 1) * pictures) / texts);
    for (; painted < due; painted += 1) {
      const size = { width: widthOf(painted), height: heightOf(writer) };
      const bytes = padded(png(size), pictureBytes(painted));
      writings.push({ kind: 'picture', key: `${size.width} x ${size.height}`, bytes });
    }
  }
  return writings;
}

/** Bytes of a message, as far as its content goes. */
export function sizeOf(writing: Writing): number {
  return writing.kind === 'text' ? Buffer.byteLength(writing.text) : writing.bytes.length;
}

/** The key of a message as a device shows it; what it shows instead when it shows nothing of it. */
export function keyOf({ body }: MessageView): string {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'image') return `${body.width} x ${body.height}`;
  return `(${body.kind})`;
}

/** What the bridge is told to send a text. */
export function draftOf(conversationId: string, text: string): CallArgument<'messages.send'> {
  return { conversationId, text, burnSeconds: null, replyToId: null, mentions: [] };
}
