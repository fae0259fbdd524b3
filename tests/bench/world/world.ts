import { scattered, textOf } from './texts';

const uuidWords = [1, 2, 3, 4] as const;

/** How much there is in a world. */
export interface WorldSize {
  readonly friends: number;
  /** Chats with the first of the friends. */
  readonly userChats: number;
  readonly roomChats: number;
  /** Members of the first room; the others have five. */
  readonly crowd: number;
  readonly messages: number;
  /** One of so many messages is in the first chat; the others have the same number each. */
  readonly bigChatEvery: number;
}

/** Worlds by name. `quick` is the large one for a run in which figures do not matter. */
export const worldSizes = {
  small: { friends: 8, userChats: 8, roomChats: 2, crowd: 20, messages: 1_000, bigChatEvery: 4 },
  large: {
    friends: 5_000,
    userChats: 900,
    roomChats: 100,
    crowd: 500,
    messages: 1_000_000,
    bigChatEvery: 10,
  },
  quick: { friends: 300, userChats: 50, roomChats: 10, crowd: 100, messages: 12_000, bigChatEvery: 4 },
  few: { friends: 10, userChats: 10, roomChats: 2, crowd: 20, messages: 1_000, bigChatEvery: 4 },
  crowded: {
    friends: 10_000,
    userChats: 10_000,
    roomChats: 500,
    crowd: 5_000,
    messages: 42_000,
    bigChatEvery: 4,
  },
  crowdedQuick: {
    friends: 1_000,
    userChats: 1_000,
    roomChats: 50,
    crowd: 500,
    messages: 4_200,
    bigChatEvery: 4,
  },
} as const satisfies Readonly<Record<string, WorldSize>>;
export type WorldName = keyof typeof worldSizes;

/** A message of a world; what is not here follows from the rules of the app. */
export interface WorldMessage {
  /** Which one of all, from 0: its server number is one more. */
  readonly index: number;
  /** The number that its author's client gave it, as far from its neighbours' as in life. */
  readonly cid: string;
  readonly chat: number;
  readonly author: string;
  readonly isMine: boolean;
  readonly sentAtNs: bigint;
  readonly text: string;
}

/** Node of the account whose world this is. */
export const selfNode = 'bench-self';

const smallRoom = 5;
const stepNs = 60_000_000_000n;
const nsPerMs = 1_000_000n;
// The last message of every world was sent at the same moment, so that runs on different days are alike.
const endNs = 1_790_000_000_000_000_000n;

/**
 * A world of people, rooms and messages that follows from its size alone: the generator of profiles and the server of the
 * benches make the same one, each for itself. Messages of all chats are mixed, as they arrive in life.
 */
export class World {
  constructor(readonly size: WorldSize) {}

  get chats(): number {
    return this.size.userChats + this.size.roomChats;
  }

  /** Number of the first room: the one with the crowd. */
  get crowdChat(): number {
    return this.size.userChats;
  }

  /** The other side of the chat that has the most messages. */
  get bigChatNode(): string {
    return this.nodeOf(0);
  }

  /** The other side of the chat in which something was said just before the newest message of the big one: the row beside it. */
  get neighbourNode(): string {
    return this.nodeOf(this.chatAt(this.indexIn(0, this.countIn(0) - 1) - 1));
  }

  /** The other sides of so many chats, the one in which something was said last first, as the list has them. */
  newestChats(count: number): readonly string[] {
    const chats = new Set<number>();
    for (let index = this.size.messages - 1; index >= 0 && chats.size < count; index -= 1)
      chats.add(this.chatAt(index));
    return [...chats].map((chat) => this.nodeOf(chat));
  }

  /** The room with the crowd. */
  get crowdNode(): string {
    return this.nodeOf(this.crowdChat);
  }

  get crowdName(): string {
    return this.nameOf(this.crowdNode);
  }

  friend(index: number): string {
    return `bench-f${index}`;
  }

  friends(): readonly string[] {
    return Array.from({ length: this.size.friends }, (_, index) => this.friend(index));
  }

  rooms(): readonly string[] {
    return Array.from({ length: this.size.roomChats }, (_, index) => this.room(index));
  }

  isRoom(chat: number): boolean {
    return chat >= this.size.userChats;
  }

  /** The other side of a chat. */
  nodeOf(chat: number): string {
    return this.isRoom(chat) ? this.room(chat - this.size.userChats) : this.friend(chat);
  }

  /** The chat with a node; null where there is none. */
  chatOf(node: string): number | null {
    const [, kind, digits] = /^bench-([fr])(\d+)$/u.exec(node) ?? [];
    if (digits === undefined) return null;
    const index = Number(digits);
    if (kind === 'r') return index < this.size.roomChats ? this.size.userChats + index : null;
    return index < this.size.userChats ? index : null;
  }

  /** Members of a room without ourselves. */
  membersOf(chat: number): readonly string[] {
    const count = chat === this.crowdChat ? this.size.crowd : smallRoom;
    return Array.from({ length: count }, (_, index) => this.member(chat, index));
  }

  /** What somebody, or a room, is called. */
  nameOf(node: string): string {
    const index = Number(node.replace(/\D/gu, ''));
    return node.startsWith('bench-r') ? `讨论组 ${index}` : `${surnameOf(index)}${index} Lee`;
  }

  message(index: number): WorldMessage {
    const chat = this.chatAt(index);
    const isMine = scattered(index) % 3 === 0;
    return {
      index,
      cid: uuidOf(index),
      chat,
      author: isMine
        ? selfNode
        : this.isRoom(chat)
          ? this.member(chat, index % smallRoom)
          : this.nodeOf(chat),
      isMine,
      sentAtNs: endNs - BigInt(this.size.messages - index) * stepNs,
      text: textOf(index),
    };
  }

  /** The number of the message that was sent at a moment, ms; of one that was not, null. */
  indexAt(sentAtMs: number): number | null {
    const beforeEndNs = endNs - BigInt(sentAtMs) * nsPerMs;
    const index = this.size.messages - Number(beforeEndNs / stepNs);
    return beforeEndNs % stepNs === 0n && index >= 0 && index < this.size.messages ? index : null;
  }

  /** How many messages a chat has. */
  countIn(chat: number): number {
    const { messages, bigChatEvery } = this.size;
    const big = Math.ceil(messages / bigChatEvery);
    if (chat === 0) return big;
    const rest = messages - big;
    const others = this.chats - 1;
    return Math.floor(rest / others) + (chat - 1 < rest % others ? 1 : 0);
  }

  /** The number among all messages of the one at a position of its chat. */
  indexIn(chat: number, position: number): number {
    const { bigChatEvery } = this.size;
    if (chat === 0) return position * bigChatEvery;
    const rank = chat - 1 + position * (this.chats - 1);
    return rank + Math.floor(rank / (bigChatEvery - 1)) + 1;
  }

  private chatAt(index: number): number {
    const { bigChatEvery } = this.size;
    if (index % bigChatEvery === 0) return 0;
    const rank = index - Math.floor(index / bigChatEvery) - 1;
    return 1 + (rank % (this.chats - 1));
  }

  private room(index: number): string {
    return `bench-r${index}`;
  }

  private member(chat: number, index: number): string {
    // Most of the crowd are people whom the account does not know.
    const number = chat === this.crowdChat ? this.size.friends - smallRoom + index : chat * smallRoom + index;
    return this.friend(chat === this.crowdChat ? number : number % this.size.friends);
  }
}

const surnames = ['林', '王', '陈', 'Ada ', 'Grace ', '张', 'Linus ', '李'] as const;
const surnameOf = (index: number): string => surnames[index % surnames.length] ?? '';

/** A UUID that follows from a number. */
export function uuidOf(index: number): string {
  const [a = '', b = '', c = '', d = ''] = uuidWords.map((salt) =>
    scattered(index * uuidWords.length + salt)
      .toString(16)
      .padStart(8, '0'),
  );
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
