/** Nominal typing for ids: a `MessageId` cannot be passed where a `NodeId` is asked for. */
type Branded<Base, Name extends string> = Base & { readonly __brand: Name };

/** tim node: the address of an account or a room, base58. */
export type NodeId = Branded<string, 'NodeId'>;
/** `u:<node>` for a one-to-one chat, `r:<node>` for a room. */
export type ConversationId = Branded<string, 'ConversationId'>;
/** Local id of a message, a UUID; for own messages also the `cid` that travels in `extend.cid`. */
export type MessageId = Branded<string, 'MessageId'>;
/** Local id of an outbox entry, a UUID. */
export type OperationId = Branded<string, 'OperationId'>;
/** Local id of an attachment, 32 hexadecimal digits; random, and used once in all time. */
export type AttachmentId = Branded<string, 'AttachmentId'>;
/** The server's message number `mid`, a positive int64. */
export type ServerMid = Branded<bigint, 'ServerMid'>;

/** Longest address that is taken from the network; tim's have eleven or twelve characters. */
export const maxNodeLength = 64;

// Where nobody has a name the address stands for it, and must not be able to disguise itself.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Whether a text can be an address: there, all of it to be seen, and no longer than any server makes one. */
export const isNode = (text: string): boolean =>
  text.trim() !== '' && text.length <= maxNodeLength && !unseen.test(text);

// Branding is the one place where these assertions are allowed: the values come from a decoder, a row or a generator.
export const toNodeId = (value: string): NodeId => value as NodeId;
export const toConversationId = (value: string): ConversationId => value as ConversationId;
export const toMessageId = (value: string): MessageId => value as MessageId;
export const toAttachmentId = (value: string): AttachmentId => value as AttachmentId;
export const toOperationId = (value: string): OperationId => value as OperationId;

/** A `mid` as sent by the server; null for 0 and for negative values, which name nothing. */
export const toServerMid = (value: bigint | undefined): ServerMid | null =>
  value !== undefined && value > 0n ? (value as ServerMid) : null;
