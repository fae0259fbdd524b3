import { beforeEach, describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { RequestQueue, type Reply, type Request } from '../../../main/session/request-queue';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';
import { promptLine } from '../../support/prompt-line';

const question = (rtype: number): Frame => ({ type: FrameType.business, packet: { rtype } });
const answer = (ntype: number): Frame => ({ type: FrameType.nodes, packet: { ntype } });
const refusal = (timType: number, code: number): Frame => ({
  type: FrameType.ack,
  packet: { ok: false, timType, error: { code } },
});

let clock: ManualClock;
let sent: Frame[];
let queue: RequestQueue;
let replies: string[];
beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  replies = [];
  queue = new RequestQueue(clock, promptLine, (frame) => sent.push(frame));
});

const tell = (reply: Reply): string => (reply.kind === 'refused' ? `refused ${reply.code}` : reply.kind);

/** Asks a question that is answered by nodes of the same number, and notes the reply under its number. */
const ask = (rtype: number, change: Partial<Request> = {}): void => {
  const request = {
    lane: 'lane',
    frame: question(rtype),
    isAnswer: (frame: Frame) => frame.type === FrameType.nodes && frame.packet.ntype === rtype,
    timeoutMs: 1_000,
    ...change,
  };
  void queue.ask(request).then((reply) => replies.push(`${rtype} ${tell(reply)}`));
};

const told = async (): Promise<readonly string[]> => {
  await settle();
  return replies;
};

describe('questions', () => {
  it('of one lane wait for each other, those of different lanes do not', async () => {
    ask(1);
    ask(2);
    ask(3, { lane: 'other' });
    expect(sent).toEqual([question(1), question(3)]);
    expect(queue.offer(answer(1))).toBe(true);
    expect(sent).toEqual([question(1), question(3), question(2)]);
    expect(await told()).toEqual(['1 answer']);
  });

  it('are answered by what answers them, in whatever order it comes', async () => {
    ask(1);
    ask(3, { lane: 'other' });
    expect([queue.offer(answer(9)), queue.offer(answer(3)), queue.offer(answer(1))]).toEqual([
      false,
      true,
      true,
    ]);
    expect(await told()).toEqual(['3 answer', '1 answer']);
  });

  it('end in silence after their time, and the next one begins', async () => {
    ask(1);
    ask(2);
    clock.advance(1_249);
    expect(await told()).toEqual([]);
    clock.advance(1);
    expect(await told()).toEqual(['1 silence']);
    expect(sent).toHaveLength(2);
    expect(queue.offer(answer(1))).toBe(false);
  });

  it('let a message through that is an answer and news at once', async () => {
    const joined: Frame = { type: FrameType.message, packet: { msType: 1, odType: 4, bnType: 10 } };
    ask(1, { isAnswer: (frame) => frame === joined });
    expect(queue.offer(joined)).toBe(false);
    expect(await told()).toEqual(['1 answer']);
  });

  it('all end with the connection, and the queue can be used again', async () => {
    ask(1);
    ask(2);
    ask(3, { lane: 'other' });
    queue.disconnect();
    expect(await told()).toEqual(['1 disconnected', '2 disconnected', '3 disconnected']);
    expect(clock.waitingTimers).toBe(0);
    ask(4);
    queue.offer(answer(4));
    expect(await told()).toContain('4 answer');
  });
});

describe('refusals', () => {
  it('end the open question of their type', async () => {
    ask(1);
    expect(queue.offer(refusal(FrameType.business, 4105))).toBe(true);
    expect(await told()).toEqual(['1 refused 4105']);
  });

  it('that come twice are one, and the next question waits until the second can no longer come', async () => {
    ask(1);
    ask(2);
    queue.offer(refusal(FrameType.business, 4105));
    expect(sent).toHaveLength(1);
    expect(queue.offer(refusal(FrameType.business, 4105))).toBe(true);
    clock.advance(149);
    expect(sent).toHaveLength(1);
    clock.advance(1);
    expect(sent).toEqual([question(1), question(2)]);
    queue.offer(answer(2));
    expect(await told()).toEqual(['1 refused 4105', '2 answer']);
  });

  it('of another type, or without a question, are nobody’s', async () => {
    expect(queue.offer(refusal(FrameType.business, 4105))).toBe(false);
    ask(1);
    expect(queue.offer(refusal(FrameType.nodes, 4105))).toBe(false);
    expect(await told()).toEqual([]);
  });

  it.each([FrameType.message, FrameType.revoke, FrameType.burn])(
    'of messages and commands belong to the outbox: %i',
    async (type) => {
      ask(1, { frame: { type, packet: { msType: 2, odType: 1 } } });
      expect(queue.offer(refusal(type, 4105))).toBe(false);
      expect(await told()).toEqual([]);
    },
  );

  it('without a code are told as 0', async () => {
    ask(1);
    queue.offer({ type: FrameType.ack, packet: { ok: false, timType: FrameType.business } });
    expect(await told()).toEqual(['1 refused 0']);
  });

  it('do not hold the lane of the next connection', async () => {
    ask(1);
    queue.offer(refusal(FrameType.business, 4105));
    queue.disconnect();
    ask(2);
    expect(sent).toEqual([question(1), question(2)]);
    expect(await told()).toEqual(['1 refused 4105']);
  });
});
