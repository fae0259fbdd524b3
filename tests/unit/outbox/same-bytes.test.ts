import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revealMessage } from '../../../main/messaging/burn-message';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { burnContent, chat, midOf, received } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';
import { TestProtection } from '../../support/test-protection';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

/** The bytes of all frames of a type that went out. */
const bytesOf = (type: number): readonly string[] =>
  lane.sent
    .filter((frame) => frame.type === type)
    .map((frame) => Buffer.from(encodeFrame(frame, { from: 'client', encoding: 'compact' })).toString('hex'));

describe('what is sent again', () => {
  it('has the same bytes as the first time: a revoke, over connections and restarts', () => {
    const id = lane.say('一');
    lane.echo(id, 5n);
    lane.revoke(id);
    lane.outbox.disconnected();
    lane.outbox.pump();
    lane.restart();
    const sent = bytesOf(FrameType.revoke);
    expect([sent.length, new Set(sent).size]).toEqual([3, 1]);
  });

  it('has the same bytes as the first time: a notice', () => {
    lane.core.pipeline.apply([received(8n, burnContent('secret'))]);
    revealMessage(lane.core.byMid(8n).messageId, lane.core.messaging);
    lane.outbox.pump();
    lane.restart();
    const sent = bytesOf(FrameType.message);
    expect([sent.length, new Set(sent).size]).toEqual([2, 1]);
  });

  it('has the same bytes as the first time: a message, whose words the outbox does not keep', async () => {
    lane.say('words');
    lane.restart();
    await settle();
    const sent = bytesOf(FrameType.message);
    expect([sent.length, new Set(sent).size]).toEqual([2, 1]);
    expect(lane.core.store.outbox.head()?.payload).toBeNull();
  });

  it('has the same bytes as the first time: a sealed message, which is sealed once and kept sealed', async () => {
    const protection = new TestProtection();
    lane.core.protection = protection;
    lane.say('words');
    lane.restart();
    await settle();
    const sent = bytesOf(FrameType.message);
    expect([sent.length, new Set(sent).size, protection.sealed]).toEqual([2, 1, 1]);
    const kept = Buffer.from(lane.core.store.outbox.head()?.payload ?? []);
    expect([kept.includes('sdrow'), kept.includes('words')]).toEqual([true, false]);
  });

  it('is not sealed when its bytes could not be kept: then nothing has gone out', async () => {
    const protection = new TestProtection();
    lane.core.protection = protection;
    const failure = new Error('disk full');
    protection.sealFailure = failure;
    lane.say('words');
    expect([lane.sent, lane.core.store.outbox.head()?.payload]).toEqual([[], null]);
    protection.sealFailure = null;
    lane.core.clock.advance(60_000);
    await settle();
    expect(lane.sent).toHaveLength(1);
  });

  it('is made anew when the next copy of a message is to be taken back', () => {
    const id = lane.say('一');
    lane.echo(id, 5n);
    lane.core.store.transaction((write) => write.copies.add(chat, midOf(9n), id));
    lane.revoke(id);
    lane.echoRevoke(9n);
    const named = lane.sent.filter(({ type }) => type === FrameType.revoke).map(({ packet }) => packet.mid);
    expect(named).toEqual([9n, 5n]);
  });
});
