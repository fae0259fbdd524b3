import type { NoteView } from '../../preload/contract/saved-calls';
import type { Message } from '../domain/message';
import { firstPart, partOf, startOf } from './text-part';

/** A note as its row shows it: its beginning, and the size of its picture. */
export function toNoteView({ text, image }: Pick<Message, 'text' | 'image'>): NoteView {
  const whole = text ?? '';
  const { text: shown, nextFrom } = partOf(whole, startOf(whole), firstPart);
  const picture = image === null ? null : { width: image.width, height: image.height };
  return { text: shown, hasMore: nextFrom !== null, picture };
}
