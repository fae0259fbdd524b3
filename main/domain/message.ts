import type { FileContent, FileInfo } from './file';
import type { ConversationId, MessageId, NodeId, ServerMid } from './ids';
import type { ImageInfo } from './image';
import type { Place } from './place';

/**
 * What became of the content. `unreadable`: what came is kept as it came, until this program can read it; it counts as
 * nothing that was said until then. `withdrawn`: revoked before it was ever sent; the row stays so that nothing can bring it
 * back, and is shown only while its text can be written anew. `deleted`: the user of this account took it away
 * from this computer; others keep theirs, and the row stays so that neither history nor a repetition brings it back. Of a chat
 * that was deleted as a whole only those rows stay that the outbox still needs. `folded`: it is no message to be read but a reaction
 * to one, and says nothing itself: what it said stands with that message.
 *
 *   present --revoke--> revoked        present --burn, expiry--> burned        present --revoke before send--> withdrawn
 *
 *   present, unreadable --delete for me--> deleted
 *
 *   withdrawn --echo: it was sent after all--> revoked
 *
 *   unreadable --it can be read--> present       unreadable --revoke, burn, expiry--> revoked, burned
 *
 * What was erased has no way back to `present`.
 */
export const contentStates = [
  'unreadable',
  'present',
  'revoked',
  'burned',
  'withdrawn',
  'deleted',
  'folded',
] as const;
export type ContentState = (typeof contentStates)[number];

/** States in which the content was erased. */
export type ErasedState = Exclude<ContentState, 'unreadable' | 'present' | 'folded'>;

/** Where the content can go from each state. */
const contentMoves = {
  unreadable: ['present', 'revoked', 'burned', 'withdrawn', 'deleted', 'folded'],
  present: ['revoked', 'burned', 'withdrawn', 'deleted'],
  withdrawn: ['revoked'],
  revoked: [],
  burned: [],
  deleted: [],
  folded: [],
} as const satisfies Record<ContentState, readonly ContentState[]>;

/** Whether there is something left to be erased: what was said, or what nobody here can read yet. */
export const holdsContent = ({ contentState }: Pick<Message, 'contentState'>): boolean =>
  canBecome(contentState, 'burned');

/** Whether it is a picture that is still there, whatever conceals it. */
export const holdsPicture = ({
  contentKind,
  contentState,
}: Pick<Message, 'contentKind' | 'contentState'>): boolean =>
  contentKind === 'image' && contentState === 'present';

/** Whether the content may go from one state to another. */
export function canBecome(from: ContentState, to: ContentState): boolean {
  const moves: readonly ContentState[] = contentMoves[from];
  return moves.includes(to);
}

/** Where an own message is on its way; messages of others are `sent`. */
export const deliveryStates = ['pending', 'sent', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A revoke or burn of this message that this device asked for. */
export type PendingOperation = 'revoke' | 'burn';

/** Reading time and longest unread life of a burn message. */
export interface BurnTerms {
  /** Seconds from reveal until the content is erased. */
  readonly seconds: number;
  /** Seconds until an unread message is erased: from its arrival, for its author from the server's confirmation. */
  readonly maxUnreadSeconds: number;
}

/** Most people whom one message calls by name. */
export const maxMentions = 50;

/** Most pictures that are taken for one album. */
export const mostAlbumPictures = 20;

/** Longest text that goes with a picture, UTF-16 units. */
export const maxCaptionLength = 1_024;

/** Why a message cannot be read yet: a newer client wrote it, or nothing here opens what it is sealed with. */
export type UnreadableReason = 'newerClient' | 'sealed';

/** Most bytes that are kept of a message that cannot be read yet; a larger one is `unsupported` for good. */
export const maxKeptBytes = 1_048_576;

/** Most characters of the name of whoever wrote first what is forwarded. */
export const maxForwardedName = 64;

/**
 * What a message holds. `isCut`: the text, or what goes with the picture, was longer, and its end was not kept. `albumId`: pictures
 * of one author with the same one were sent together. `forwardedFrom`: whoever sent it says that somebody of this name wrote it
 * first, which nobody has checked; empty where they say no name. `unsupported` makes no sense and will make none
 * later; its `text` is what stood beside it. `unreadable` may be read by a later version: `kept` is what came.
 */
export type MessageContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly isCut?: boolean;
      readonly forwardedFrom?: string;
    }
  | {
      readonly kind: 'image';
      readonly info: ImageInfo;
      readonly bytes: Uint8Array;
      readonly caption?: string;
      readonly isCut?: boolean;
      readonly albumId?: string;
      readonly forwardedFrom?: string;
    }
  /** A file: carried by the message, or offered by its author. */
  | FileContent
  | { readonly kind: 'unsupported'; readonly text: string }
  /** An answer in one sign to a message of the same chat; null: what was said so before is taken back. */
  | { readonly kind: 'reaction'; readonly to: ServerMid; readonly emoji: string | null }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly kept: Uint8Array };

/** Bytes of a text, of a picture with what goes with it, of what a file's message carries, or of what was kept: what makes one message larger than another. */
export function contentBytes(content: MessageContent): number {
  switch (content.kind) {
    case 'image':
      return content.bytes.length + Buffer.byteLength(content.caption ?? '', 'utf8');
    case 'file':
      return (
        content.bytes.length +
        (content.preview?.length ?? 0) +
        Buffer.byteLength(content.info.name, 'utf8') +
        Buffer.byteLength(content.caption ?? '', 'utf8')
      );
    case 'unreadable':
      return content.kept.length;
    case 'reaction':
      return 0;
    case 'text':
    case 'unsupported':
      return Buffer.byteLength(content.text, 'utf8');
  }
}

/** What a message says or shows: of a burn message it is read on its own, and nothing of it is here. */
export interface MessageWords {
  /**
   * What goes with a picture, if anything does; the name of a file, and what goes with it on the lines below (`captionInText`). Null for a
   * burn message, and once the content was erased.
   */
  readonly text: string | null;
  /** The text was longer, and its end was not kept. */
  readonly isCut: boolean;
  /** Of a picture whose bytes are still there; they are read on their own. */
  readonly image: ImageInfo | null;
  /** Of a file that is offered or here, its name included; null for a burn message, and once it was erased. */
  readonly file: FileInfo | null;
  /** Names the pictures and files that were sent together; null for a burn message, and once it was erased. */
  readonly albumId: string | null;
  /** Who wrote it first, as its author says; empty where they say no name, null where it was not forwarded. */
  readonly forwardedFrom: string | null;
  /** Members of the room whom it calls, at most `maxMentions`; empty once it was erased. */
  readonly mentions: readonly NodeId[];
}

/** A message as stored. */
export interface Message extends Place, MessageWords {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly author: NodeId;
  readonly isMine: boolean;
  /**
   * The room through which a one-to-one message went, between people who need not be friends; null for any other. Of such a message
   * the server refuses to take back or burn anything while they are none.
   */
  readonly viaRoom: NodeId | null;
  /** The author's own id for it (`extend.cid`), null when a foreign client sent none. */
  readonly cid: string | null;
  readonly mid: ServerMid | null;
  /** tim's `id` chosen by this client; only for own messages. */
  readonly clientId: bigint | null;
  /** The server's timestamp, or an estimate until the server has answered; nanoseconds. Says nothing about the order. */
  readonly sortNs: bigint;
  /** When this computer learnt that the server has it, wall clock ms; null for an own message that waits. */
  readonly arrivedAtMs: number | null;
  readonly contentKind: MessageContent['kind'];
  readonly contentState: ContentState;
  /** Somebody else's, and nobody has seen it here. */
  readonly isUnread: boolean;
  /** The user of this account keeps it in view in its chat; nobody else is told. */
  readonly isPinned: boolean;
  /** The user of this account keeps it among what is saved; nobody else is told. */
  readonly isSaved: boolean;
  /** Somebody else's recording, and the user of this account has heard it; nobody else is told. */
  readonly isPlayed: boolean;
  /**
   * Who took it back; only for `revoked`. Null when nobody is known to have done so: the server no longer had the message,
   * which a revoke, a burn by a foreign client and a loss leave alike (`isVanished`).
   */
  readonly revokedBy: NodeId | null;
  /** The server's number of the message that this one answers, in the same chat; null for none, and once it was erased. */
  readonly replyTo: ServerMid | null;
  /**
   * The server's number of the message that this one replaces, in the same chat: its author took that back and said this instead.
   * Null for none. It stays when the content is erased, so that what was replaced leads on.
   */
  readonly replaces: ServerMid | null;
  /** Null for a message that stays. */
  readonly burnTerms: BurnTerms | null;
  /** When it was opened: by this device, or for an own message by its receiver as far as this device knows; wall clock ms. */
  readonly revealedAtMs: number | null;
  /** The earlier of both clocks, wall clock ms; null when nothing expires. */
  readonly expiresAtMs: number | null;
  readonly delivery: DeliveryState;
  /** Failure code of a refused send, see `failureCodes` of the bridge contract. */
  readonly deliveryFailure: string | null;
  readonly pendingOperation: PendingOperation | null;
  /** Failure code of a refused revoke or burn. */
  readonly operationFailure: string | null;
}

/** Whether a message is erased because the server no longer had it, without a command that said so. */
export const isVanished = ({
  contentState,
  revokedBy,
}: Pick<Message, 'contentState' | 'revokedBy'>): boolean => contentState === 'revoked' && revokedBy === null;
