import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressOf } from '../../../main/domain/conversation';
import { toOperationId } from '../../../main/domain/ids';
import type { OperationRules } from '../../../main/outbox/operations/operation-rules';
import { operations, type OperationRegistry } from '../../../main/outbox/operations/registry';
import { readRefusal } from '../../../main/outbox/refusal';
import { FrameType, OdType, TimErrorCode } from '../../../main/protocol/packet-types';
import { chat } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

/** How long a refusal can only be meant for a receipt, ms. */
const quietMs = 400;

/** A kind that is not there yet: a receipt down to a place of a chat, about no message, never confirmed, in no hurry. */
const receipt: OperationRules = {
  lane: 'bulk',
  frameType: FrameType.message,
  follows: [],
  scope: 'chat',
  answer: { kind: 'nothing', quietMs },
  trace: 'none',
  isSized: false,
  keepsPayload: true,
  forbid: () => null,
  toFrame: ({ conversationId }, { random }) => {
    const node = addressOf(conversationId)?.node ?? null;
    if (node === null) return null;
    return {
      type: FrameType.message,
      packet: { msType: 2, odType: OdType.receipt, id: random.int64(), toTid: { node }, extend: { rd: '7' } },
    };
  },
  readRefusal,
  complete: ({ operationId }, _target, { store }) => store.outbox.remove(operationId),
  reject: ({ operationId }, _code, { store }) => store.outbox.remove(operationId),
};

let lane: TestOutbox;
beforeEach(() => {
  // Its rules stand in the place of another kind's: the list of kinds is closed, as it should be.
  lane = new TestOutbox({ ...operations, opened: receipt });
});
afterEach(() => {
  lane.dispose();
});

const queueReceipt = (id: string): void => {
  lane.core.store.transaction((write) =>
    write.outbox.append({
      operationId: toOperationId(id),
      kind: 'opened',
      lane: receipt.lane,
      conversationId: chat,
      messageId: null,
    }),
  );
  lane.outbox.pump();
};
const kinds = () => lane.sent.map(({ type, packet }) => [type, packet.odType]);
const receiptSent = [FrameType.message, OdType.receipt];
const isEmpty = (): boolean => lane.core.store.outbox.head() === null;

describe('a kind of operation that is new', () => {
  it('needs rules, or the program does not compile', () => {
    const { send, revoke, burn } = operations;
    // @ts-expect-error the rules of one kind are missing
    const incomplete: OperationRegistry = { send, revoke, burn };
    expect(Object.keys(incomplete)).not.toContain('opened');
  });

  it('goes out and is done by its rules alone, also without any message', () => {
    queueReceipt('one');
    expect(kinds()).toEqual([receiptSent]);
    lane.core.clock.advance(quietMs);
    expect(isEmpty()).toBe(true);
  });

  it('is refused without a word to anybody', () => {
    queueReceipt('one');
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(isEmpty()).toBe(true);
  });

  it('has the same bytes when it is sent again', () => {
    queueReceipt('one');
    lane.restart();
    expect(lane.sent).toHaveLength(2);
    expect(lane.sent[1]).toEqual(lane.sent[0]);
  });
});

describe('what is in no hurry', () => {
  it('waits for the messages of all chats, and holds one up for as long as a refusal could be its own', () => {
    const first = lane.say('一');
    queueReceipt('one');
    const second = lane.say('二');
    lane.echo(first, 5n);
    expect(lane.texts()).toEqual(['一', '二']);
    lane.echo(second, 6n);
    expect(kinds().at(-1)).toEqual(receiptSent);
    const third = lane.say('三');
    expect(lane.texts()).toHaveLength(3);
    lane.core.clock.advance(quietMs);
    expect(lane.texts().at(-1)).toBe('三');
    lane.echo(third, 7n);
    expect(isEmpty()).toBe(true);
  });

  it('holds up no revoke', () => {
    const id = lane.say('一');
    lane.echo(id, 5n);
    queueReceipt('one');
    queueReceipt('two');
    lane.revoke(id);
    expect(kinds()).toEqual([
      [FrameType.message, OdType.message],
      receiptSent,
      [FrameType.revoke, OdType.revoke],
    ]);
  });
});
