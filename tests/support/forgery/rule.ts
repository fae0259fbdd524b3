import type { TimMessage } from '../../../main/protocol/packets';
import { self } from '../test-core';

/** What the rule knows of a message. */
export interface Entry {
  readonly messageId: string;
  readonly author: string;
  /** Made by a command whose message was not there. */
  readonly isTombstone: boolean;
  readonly isBurn: boolean;
  /** Its clock runs. */
  isOpened: boolean;
  contentState: string;
  /** Numbers under which the server still has it. */
  readonly left: Set<bigint>;
}

/** What a command may do: `entry` is the one message that it may touch. */
export type Verdict =
  /** It is not even a command: no chat can be told. */
  | { readonly kind: 'nothing' }
  /** Nobody could be meant: no number, or a burn in a room. */
  | { readonly kind: 'senseless' }
  /** Somebody else's message. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'legitimate'; readonly entry: Entry }
  /** News of an opening that concerns no own burn message of the sender’s chat. */
  | { readonly kind: 'opensNothing' }
  | { readonly kind: 'opens'; readonly entry: Entry }
  /** Its message is not here: a late original by `author` stays hidden. */
  | { readonly kind: 'early'; readonly author: string }
  /** The same, and an earlier command had claimed the number for somebody else. */
  | { readonly kind: 'corrects'; readonly entry: Entry; readonly author: string };

const largest = 9_223_372_036_854_775_807n;

/**
 * The rule that the app has to follow, written down a second time, from the wire:
 *
 * - The number is `mid` if the server gave one, otherwise the sender's claim in `extend.mid`.
 * - Only a message of the chat in which the command came is meant.
 * - A revoke touches only what its sender wrote.
 * - A burn touches only what its sender received, in a chat of two. It need not be a burn message: tim lets the receiver
 *   burn whatever was sent there and has deleted it when the command arrives, claimed number or not, and an app that
 *   would keep it would disagree with the server and with all other devices.
 * - News of an opening comes from the reader, names an own burn message by claim only, and does nothing but start its clock.
 */
export class Rule {
  private readonly chats = new Map<string, Map<bigint, Entry>>();

  know(conversationId: string, numbers: readonly bigint[], entry: Entry): void {
    const chat = this.chats.get(conversationId) ?? new Map<bigint, Entry>();
    this.chats.set(conversationId, chat);
    for (const number of numbers) chat.set(number, entry);
  }

  find(conversationId: string, number: bigint): Entry | null {
    return this.chats.get(conversationId)?.get(number) ?? null;
  }

  judge(command: TimMessage): Verdict {
    const conversationId = chatOf(command);
    if (conversationId === null) return { kind: 'nothing' };
    if (command.odType === 32) return this.judgeOpening(command, conversationId);
    const number = numberOf(command);
    const author = authorMeantBy(command, conversationId);
    if (number === null || author === null) return { kind: 'senseless' };
    const entry = this.find(conversationId, number);
    if (entry === null) return { kind: 'early', author };
    if (entry.author === author) return { kind: 'legitimate', entry };
    const isServersWord = (command.mid ?? 0n) > 0n;
    return entry.isTombstone && isServersWord ? { kind: 'corrects', entry, author } : { kind: 'forged' };
  }

  private judgeOpening({ fromTid, extend = {} }: TimMessage, conversationId: string): Verdict {
    if (conversationId.startsWith('r:')) return { kind: 'nothing' };
    const number = toNumber(extend['mid']);
    const entry = number === null ? null : this.find(conversationId, number);
    if (fromTid?.node === self || entry?.author !== self || !entry.isBurn) return { kind: 'opensNothing' };
    return { kind: 'opens', entry };
  }
}

/** The chat in which a message or a command came, as this app names it. */
export function chatOf({ msType, fromTid, toTid, roomTid }: TimMessage): string | null {
  if (msType === 3) return roomTid === undefined ? null : `r:${roomTid.node}`;
  const other = fromTid?.node === self ? toTid?.node : fromTid?.node;
  return other === undefined ? null : `u:${other}`;
}

/** The number that a command names. */
export function numberOf({ mid = 0n, extend }: TimMessage): bigint | null {
  return mid > 0n ? mid : toNumber(extend?.['mid']);
}

function toNumber(claim = ''): bigint | null {
  if (!/^\d+$/u.test(claim)) return null;
  const number = BigInt(claim);
  return number > 0n && number <= largest ? number : null;
}

function authorMeantBy({ odType, fromTid }: TimMessage, conversationId: string): string | null {
  const sender = fromTid?.node ?? '';
  if (odType === 2) return sender;
  if (conversationId.startsWith('r:')) return null;
  return sender === self ? conversationId.slice(2) : self;
}
