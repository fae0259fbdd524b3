import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { burnNow, revealMessage } from '../../../main/messaging/burn-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { burnContent, received, revoked } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

/** How long the outbox listens for a refusal of a notice. */
const quietMs = 400;

const arrive = (): MessageId => {
  lane.core.pipeline.apply([received(8n, burnContent('secret'))]);
  return lane.core.byMid(8n).messageId;
};
const reveal = (): MessageId => {
  const id = arrive();
  expect(revealMessage(id, lane.core.messaging)).toMatchObject({ ok: true });
  lane.outbox.pump();
  return id;
};

describe('the notice that a burn message was opened', () => {
  it('goes to its author with the number of the message and nothing else', () => {
    reveal();
    expect(lane.sent).toMatchObject([
      {
        type: FrameType.message,
        packet: { odType: 32, msType: 2, toTid: { node: 'peer' }, extend: { mid: '8' } },
      },
    ]);
    expect(lane.texts()).toEqual([undefined]);
  });

  it('is done when nobody objected for a moment, and what was written meanwhile follows', () => {
    const id = reveal();
    lane.say('一');
    lane.core.clock.advance(quietMs - 1);
    expect([lane.sent.length, lane.open(id)]).toEqual([1, ['opened']]);
    lane.core.clock.advance(1);
    expect([lane.texts().at(-1), lane.open(id)]).toEqual(['一', []]);
  });

  it.each([
    TimErrorCode.permissionDenied,
    TimErrorCode.account,
    TimErrorCode.blocked,
    TimErrorCode.parameters,
    4104,
  ])('may be refused (%i): that hits neither the message nor what is sent next', (code) => {
    const id = reveal();
    const next = lane.say('一');
    lane.outbox.refused(FrameType.message, code);
    expect(lane.core.message(id)).toMatchObject({ operationFailure: null, text: 'secret' });
    expect(lane.core.message(next).delivery).toBe('pending');
    expect(lane.open(id)).toEqual([]);
    expect(lane.texts().at(-1)).toBe('一');
    lane.echo(next, 9n);
    expect(lane.core.message(next).delivery).toBe('sent');
  });

  it('is not sent any more when the message was burned or taken back before its turn', () => {
    lane.isOnline = false;
    const id = reveal();
    burnNow(id, lane.core.messaging);
    lane.isOnline = true;
    lane.outbox.pump();
    expect(lane.sent.map(({ type }) => type)).toEqual([FrameType.burn]);
  });

  it('is not sent for what its author took back while we were offline', () => {
    lane.isOnline = false;
    const id = reveal();
    lane.core.pipeline.apply([revoked(8n)]);
    lane.isOnline = true;
    lane.outbox.pump();
    expect([lane.sent, lane.open(id)]).toEqual([[], []]);
  });

  it('waits for a connection, survives a restart, and is sent once more when the answer may have been lost', () => {
    lane.isOnline = false;
    const id = reveal();
    lane.restart();
    expect(lane.sent).toEqual([]);
    lane.isOnline = true;
    lane.outbox.pump();
    lane.outbox.disconnected();
    lane.restart();
    expect(lane.sent.map(({ packet }) => packet.odType)).toEqual([32, 32]);
    expect(lane.verified).toEqual([]);
    lane.core.clock.advance(quietMs);
    expect(lane.open(id)).toEqual([]);
  });

  it('takes its turn behind what was written before', () => {
    const before = lane.say('一');
    const id = reveal();
    expect(lane.texts()).toEqual(['一']);
    lane.echo(before, 9n);
    expect(lane.sent.at(-1)?.packet.odType).toBe(32);
    expect(lane.open(id)).toEqual(['opened']);
  });

  it('is tried again when the server is busy', () => {
    const id = reveal();
    lane.outbox.refused(FrameType.message, 5102);
    lane.core.clock.advance(60_000);
    expect(lane.sent.map(({ packet }) => packet.odType)).toEqual([32, 32]);
    expect(lane.open(id)).toEqual([]);
  });
});
