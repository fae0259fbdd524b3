import { FrameType } from '../../protocol/packet-types';
import type { Frame, TimAck, TimNodes, TimReq } from '../../protocol/packets';
import { isAck, type Reply } from '../request-queue';
import type { Answer, AnswerTimes } from './answer';
import type { ClientLink } from './client-link';

/** A request of frame type 41 or 22 with its operation. */
export type Operation = TimReq & { readonly rtype: number };

// Whatever a refusal of business may mean shares a lane, because a refusal does not say which question it answers.
const businessLane = 'business';

/** The few forms in which tim is asked and answers; the areas of the client are written in them. */
export class Questions {
  constructor(
    private readonly link: ClientLink,
    readonly times: AnswerTimes,
  ) {}

  /** Business that is confirmed by a TimAck with the same `t`, and the same `n` where the request names a node. */
  async confirmed(packet: Operation, named: 'node' | 'anything' = 'node'): Promise<Answer<TimAck>> {
    const node = named === 'node' ? packet.node : undefined;
    const reply = await this.business(packet, {
      isAnswer: (frame) =>
        isConfirmation(frame, { timType: FrameType.business, operation: packet.rtype, node }),
      timeoutMs: this.times.answerMs,
    });
    return confirmationOf(reply);
  }

  /** Business whose success is silence, or a frame that `isAnswer` knows. */
  business(
    packet: Operation,
    expectation: { readonly isAnswer: (frame: Frame) => boolean; readonly timeoutMs: number },
  ): Promise<Reply> {
    return this.link.ask({
      lane: businessLane,
      frame: { type: FrameType.business, packet },
      ...expectation,
    });
  }

  /** A list of nodes that is never refused; tim leaves an empty one `unanswered`. */
  async list(packet: Operation, ntype: number): Promise<Answer<readonly string[]>> {
    const reply = await this.link.ask({
      lane: `list ${ntype}`,
      frame: { type: FrameType.business, packet },
      isAnswer: isNodesFrame(ntype),
      isRefusable: false,
      timeoutMs: this.times.answerMs,
    });
    return answerOf(reply, () => nodesOf(reply)?.nodelist ?? []);
  }

  /** A list of a room's nodes, which can be refused; tim leaves an empty one `unanswered`. */
  async roomList(packet: Operation, ntype: number): Promise<Answer<readonly string[]>> {
    const reply = await this.business(packet, {
      isAnswer: isNodesFrame(ntype),
      timeoutMs: this.times.answerMs,
    });
    return answerOf(reply, () => nodesOf(reply)?.nodelist ?? []);
  }

  /** Cards of people or rooms; unknown nodes are missing, and when all are, tim leaves it `unanswered`. */
  async cards(packet: TimNodes): Promise<Answer<TimNodes>> {
    const reply = await this.link.ask({
      lane: `cards ${packet.ntype}`,
      frame: { type: FrameType.nodes, packet },
      isAnswer: isNodesFrame(packet.ntype),
      isRefusable: false,
      timeoutMs: this.times.answerMs,
    });
    return answerOf(reply, () => nodesOf(reply) ?? { ntype: packet.ntype });
  }

  /** A change of cards, confirmed by a TimAck. */
  async changeCards(packet: TimNodes): Promise<Answer<null>> {
    const reply = await this.link.ask({
      lane: 'change cards',
      frame: { type: FrameType.nodes, packet },
      isAnswer: (frame) => isConfirmation(frame, { timType: FrameType.nodes, operation: packet.ntype }),
      timeoutMs: this.times.answerMs,
    });
    return valueOf(confirmationOf(reply), () => null);
  }

  /** An operation on virtual rooms, confirmed by a TimAck. */
  async virtualRoom(packet: Operation): Promise<Answer<TimAck>> {
    const reply = await this.link.ask({
      lane: 'virtual rooms',
      frame: { type: FrameType.virtualRoom, packet },
      isAnswer: (frame) => isConfirmation(frame, { timType: FrameType.virtualRoom, operation: packet.rtype }),
      timeoutMs: this.times.answerMs,
    });
    return confirmationOf(reply);
  }

  /** Asks a question of another form. */
  ask(request: Parameters<ClientLink['ask']>[0]): Promise<Reply> {
    return this.link.ask(request);
  }

  /** Sends what is never answered; a refusal is a frame of its own. */
  send(frame: Frame): void {
    this.link.send(frame);
  }
}

/** What a frame says; silence says nothing. */
export function answerOf<T>(reply: Reply, read: (frame: Frame) => T): Answer<T> {
  if (reply.kind === 'silence') return { kind: 'unanswered' };
  return reply.kind === 'answer' ? { kind: 'ok', value: read(reply.frame) } : reply;
}

/**
 * For operations whose success is silence and whose refusal comes at once: that the server has the question, lives and did
 * not refuse it is all that will ever be known. `value` is what that means.
 */
export function unrefused<T>(reply: Reply, value: T): Answer<T> {
  return reply.kind === 'answer' || reply.kind === 'silence' ? { kind: 'ok', value } : reply;
}

/** The same answer with another value. */
export function valueOf<T, U>(answer: Answer<T>, convert: (value: T) => U): Answer<U> {
  return answer.kind === 'ok' ? { kind: 'ok', value: convert(answer.value) } : answer;
}

const isNodesFrame =
  (ntype: number) =>
  (frame: Frame): boolean =>
    frame.type === FrameType.nodes && frame.packet.ntype === ntype;

interface Confirmation {
  readonly timType: number;
  readonly operation: number;
  /** The node that the answer has to name, if the question names one. */
  readonly node?: string | undefined;
}

function isConfirmation(frame: Frame, { timType, operation, node }: Confirmation): boolean {
  if (frame.type !== FrameType.ack || !isAck(frame.packet) || !frame.packet.ok) return false;
  const { packet } = frame;
  if (packet.timType !== timType || packet.t !== BigInt(operation)) return false;
  return node === undefined || packet.n === node;
}

function confirmationOf(reply: Reply): Answer<TimAck> {
  if (reply.kind === 'silence') return { kind: 'unanswered' };
  if (reply.kind !== 'answer') return reply;
  return isAck(reply.frame.packet) ? { kind: 'ok', value: reply.frame.packet } : { kind: 'unanswered' };
}

const nodesOf = (reply: Reply): TimNodes | null =>
  reply.kind === 'answer' && reply.frame.type === FrameType.nodes ? reply.frame.packet : null;
