import type { ConversationAddress } from './conversation';
import type { FileInfo } from './file';
import { kindOfMediaType, type FileKind } from './file-kind';

/** What the user lets come without a click. */
export interface AutoFetch {
  /** Largest file of each kind, bytes; 0: none of it. */
  readonly mostBytes: Readonly<Record<FileKind, number>>;
  /** Also what members of rooms send who are no friends. */
  readonly fromMembers: boolean;
}

/** A file that has just been offered. */
export interface NewOffer {
  readonly conversation: ConversationAddress;
  readonly info: Pick<FileInfo, 'mediaType' | 'sizeBytes' | 'isCarried'>;
  readonly isFromFriend: boolean;
}

/** Whether a file comes by itself. Strangers are never fetched from: they would choose what lies on this disk, and hear that it is online. */
export function comesByItself({ conversation, info, isFromFriend }: NewOffer, setting: AutoFetch): boolean {
  if (info.isCarried) return false;
  if (!isFromFriend && !(conversation.kind === 'room' && setting.fromMembers)) return false;
  return info.sizeBytes <= setting.mostBytes[kindOfMediaType(info.mediaType)];
}
