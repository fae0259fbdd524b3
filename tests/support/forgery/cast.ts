import type { TimMessage } from '../../../main/protocol/packets';
import { self } from '../test-core';
import type { Attempt, CommandKind, Given, Role } from './story';

const odTypes = { revoke: 2, burn: 3, opened: 32 } as const satisfies Record<CommandKind, number>;
const largest = 9_223_372_036_854_775_807n;

/** The people, the room and the numbers of one story: none of them occurs in another. */
export class Cast {
  readonly room: string;

  constructor(
    private readonly story: number,
    private readonly givens: readonly Given[],
  ) {
    this.room = `room${story}`;
  }

  nodeOf(role: Role): string {
    return role === 'me' ? self : `${role}${this.story}`;
  }

  /** Who wrote a message: in a chat of two nobody but these two. */
  authorOf({ where, author }: Given): string {
    return this.nodeOf(where === 'room' || author === 'me' ? author : where);
  }

  /** The server's number of a message, or of its copy; its numbers are unique over all chats. */
  midOf(index: number, copy: 0 | 1 = 0): bigint {
    return BigInt(this.story * 1_000 + index * 10 + 1 + copy);
  }

  /** There are no burn messages in rooms. */
  isBurn(index: number): boolean {
    const given = this.givens[index];
    return given?.isBurn === true && given.where !== 'room';
  }

  textOf(index: number): string {
    return `text ${this.story} ${index}`;
  }

  /** A message as the server delivers it. */
  messagePacket(index: number, copy: 0 | 1 = 0): TimMessage {
    const given = this.givens[index];
    if (given === undefined) throw new Error('no such message');
    const from = this.authorOf(given);
    const text = this.textOf(index);
    const isBurn = this.isBurn(index);
    const extend = { cid: `${this.story}-${index}`, v: '1' };
    return {
      odType: 1,
      ...this.target(given.where, from),
      fromTid: { node: from },
      mid: this.midOf(index, copy),
      timestamp: 1_789_999_990_000_000_000n + this.midOf(index, copy) * 1_000n,
      ...(isBurn
        ? {
            dataString: '[burn]',
            extend: { ...extend, burn: '10', burnmax: '604800' },
            extra: { body: new TextEncoder().encode(text) },
          }
        : { dataString: text, extend }),
    };
  }

  /** A command as the server would deliver it, or as no server should. */
  commandPacket(attempt: Attempt): TimMessage {
    const index = attempt.aim % this.givens.length;
    const given = this.givens[index];
    if (given === undefined) throw new Error('a story has messages');
    const from = this.senderOf(attempt, given);
    const mid = this.numberOf(attempt.mid, index);
    const claim = this.claimOf(attempt.claim, index);
    return {
      odType: odTypes[attempt.kind],
      ...this.target(attempt.to === 'its chat' ? given.where : attempt.to, from),
      fromTid: { node: from },
      timestamp: 1_790_000_100_000_000_000n,
      ...(mid === null ? {} : { mid }),
      ...(claim === null ? {} : { extend: { mid: claim, v: '1' } }),
    };
  }

  private senderOf({ by }: Attempt, given: Given): string {
    const author = this.authorOf(given);
    if (by === 'author') return author;
    if (by !== 'reader') return this.nodeOf(by);
    if (author !== self) return self;
    return this.nodeOf(given.where === 'room' ? 'friend' : given.where);
  }

  private target(
    to: Exclude<Attempt['to'], 'its chat'>,
    from: string,
  ): Pick<TimMessage, 'msType' | 'toTid' | 'roomTid'> {
    if (to === 'room') return { msType: 3, roomTid: { node: this.room } };
    if (to === 'room as a person') return { msType: 2, roomTid: { node: this.room } };
    return { msType: 2, toTid: { node: from === self ? this.nodeOf(to) : self } };
  }

  private numberOf(choice: Attempt['mid'], index: number): bigint | null {
    switch (choice) {
      case 'aim':
        return this.midOf(index);
      case 'copy':
        return this.midOf(index, 1);
      case 'neighbour':
        return this.midOf((index + 1) % this.givens.length);
      case 'unknown':
        return BigInt(this.story * 1_000 + 999);
      case 'zero':
        return 0n;
      case 'negative':
        return -this.midOf(index);
      case 'largest':
        return largest;
      case 'absent':
        return null;
    }
  }

  private claimOf(choice: Attempt['claim'], index: number): string | null {
    switch (choice) {
      case 'padded':
        return `000${this.midOf(index)}`;
      case 'tooLarge':
        return String(largest + 1n);
      case 'fraction':
        return `${this.midOf(index)}.0`;
      case 'words':
        return 'all of them';
      case 'empty':
        return '';
      default:
        return this.numberOf(choice, index)?.toString() ?? null;
    }
  }
}
