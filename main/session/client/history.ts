import { FrameType } from '../../protocol/packet-types';
import type { Frame, TimMessage, TimReq } from '../../protocol/packets';
import type { Answer } from './answer';
import { answerOf, type Questions } from './questions';

/** Which page of which chat. */
export interface HistoryQuery {
  readonly kind: 'user' | 'room';
  /** The peer or the room. */
  readonly node: string;
  /** Newest mid wanted, inclusive: the next page begins at the last mid - 1. 0: the newest there is. */
  readonly fromMid: bigint;
  /** Most messages; 0 for everything, whatever its size. */
  readonly limit: number;
  /** Stored up to this server time, nanoseconds; only with `fromMid` 0. A message is stored just after its timestamp. */
  readonly untilNs?: bigint;
}

const rtypeOf = { user: 1, room: 2 } as const;

/** The stored messages of chats (TIM packet 21; tim protocol, section 8). */
export class ChatHistory {
  constructor(private readonly questions: Questions) {}

  /**
   * One page, newest first; only odType 1, without `id`, senders by node only. Empty, also with a stranger: unanswered. An
   * answer does not name its chat, so pulls wait for each other, and a late answer to an earlier pull is known by what is
   * in it and dropped. Refused: 4105 for a room this account is not in.
   */
  async pull(query: HistoryQuery): Promise<Answer<readonly TimMessage[]>> {
    const reply = await this.questions.ask({
      lane: 'history',
      frame: { type: FrameType.pullMessages, packet: toRequest(query) },
      isAnswer: (frame) => frame.type === FrameType.pullMessages && isPageOf(messagesIn(frame), query),
      timeoutMs: this.questions.times.answerMs,
    });
    return answerOf(reply, messagesIn);
  }

  /**
   * Whether questions about history are answered at all just now: one without number and limit has to be refused with 4104. It
   * proves less than a page that comes, and is for accounts that have nothing else to ask for.
   */
  async isAlive({ kind, node }: Pick<HistoryQuery, 'kind' | 'node'>): Promise<boolean> {
    const packet = { rtype: rtypeOf[kind], node };
    const reply = await this.questions.ask({
      lane: 'history',
      frame: { type: FrameType.pullMessages, packet },
      isAnswer: () => false,
      timeoutMs: this.questions.times.answerMs,
    });
    return reply.kind === 'refused';
  }
}

function toRequest({ kind, node, fromMid, limit, untilNs }: HistoryQuery): TimReq {
  const request = { rtype: rtypeOf[kind], node, reqInt: fromMid, reqInt2: BigInt(limit) };
  return untilNs === undefined ? request : { ...request, node2: String(untilNs) };
}

function messagesIn(frame: Frame): readonly TimMessage[] {
  if (frame.type !== FrameType.pullMessages) return [];
  return 'messageList' in frame.packet ? (frame.packet.messageList ?? []) : [];
}

/** Whether these messages can be what was asked for: of this chat, and none newer than the newest that was wanted. */
function isPageOf(messages: readonly TimMessage[], { kind, node, fromMid }: HistoryQuery): boolean {
  return messages.every(({ roomTid, fromTid, toTid, mid }) => {
    const isOfChat =
      kind === 'room' ? roomTid?.node === node : fromTid?.node === node || toTid?.node === node;
    return isOfChat && (fromMid === 0n || mid === undefined || mid <= fromMid);
  });
}
