import type { FailureCode } from '../../../preload/contract/result';
import { toDisplayName } from '../../domain/display-name';
import { maxRoomLabelLength } from '../../domain/room';

const maxRoomNameLength = 64;

/** A text as it can be sent to the server, or why it cannot. */
export type RoomText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: FailureCode };

const lineOf = (raw: string): string => toDisplayName(raw, raw.length);

/** The name of a room: one line that can be seen, at most 64 characters. */
export function readRoomName(raw: string): RoomText {
  const text = lineOf(raw);
  if (text === '') return { ok: false, failure: 'titleEmpty' };
  return [...text].length > maxRoomNameLength ? { ok: false, failure: 'titleTooLong' } : { ok: true, text };
}

/** What a room is about: one line of at most 120 characters, or nothing. */
export function readRoomLabel(raw: string): RoomText {
  const text = lineOf(raw);
  return [...text].length > maxRoomLabelLength ? { ok: false, failure: 'labelTooLong' } : { ok: true, text };
}
