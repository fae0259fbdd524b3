import type { RoomLineView } from '../../../preload/contract/member-views';

/** What a line about a room says: a message key that takes `people` and `name`, and who the people are. */
export interface RoomLineText {
  readonly key: `roomLine.${RoomLineView['kind']}`;
  readonly names: readonly string[];
  /** There are more people than names. */
  readonly isCounted: boolean;
}

/** The sentence for a line. */
export function roomLineText({ kind, names, count }: RoomLineView): RoomLineText {
  return { key: `roomLine.${kind}`, names, isCounted: count > names.length };
}
