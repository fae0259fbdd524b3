import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { OutboxWriter } from '../../../main/storage/outbox-repository';
import { settle } from '../../support/fake-server';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  vi.restoreAllMocks();
  lane.dispose();
});

const pass = async (durationMs: number): Promise<void> => {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= 500) {
    lane.core.clock.advance(Math.min(500, leftMs));
    await settle();
  }
};

/** The next call fails as on a full disk. */
const failOnce = (name: 'markInFlight' | 'remove' | 'markQueued'): void => {
  vi.spyOn(OutboxWriter.prototype, name).mockImplementationOnce(() => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  });
};

describe('a look at the history that throws', () => {
  it('T14: leaves no lane stuck: the message is looked for again, and sent', async () => {
    const id = lane.say('一');
    lane.sighting = new TypeError('secret words');
    lane.outbox.disconnected();
    lane.outbox.pump();
    await settle();
    expect([lane.verified.length, lane.sent.length]).toEqual([1, 1]);
    lane.sighting = 'absent';
    await pass(2_000);
    expect([lane.verified, lane.texts()]).toEqual([
      [id, id],
      ['一', '一'],
    ]);
    expect(lane.core.logger.lines.join('\n')).toContain('TypeError');
    expect(lane.core.logger.lines.join('\n')).not.toContain('secret words');
  });

  it('T14: leaves no lane stuck when a refused command is looked into', async () => {
    const id = lane.say('一');
    lane.echo(id, 5n);
    lane.revoke(id);
    lane.isGone = new TypeError('no');
    lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
    await settle();
    lane.isGone = true;
    await pass(2_000);
    lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
    await settle();
    expect([lane.core.message(id).contentState, lane.open(id)]).toEqual(['revoked', []]);
  });

  it('T14: does not let a late look decide over the next connection', async () => {
    let answerOld: () => void = () => undefined;
    const old = new Promise<boolean | null>((resolve) => (answerOld = () => resolve(true)));
    const id = lane.say('一');
    lane.echo(id, 5n);
    lane.revoke(id);
    lane.isGone = old;
    lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
    lane.outbox.disconnected();
    lane.outbox.pump();
    answerOld();
    await settle();
    expect([lane.core.message(id).contentState, lane.open(id)]).toEqual(['present', ['revoke']]);
  });
});

describe('a write of the outbox that fails', () => {
  it('T14: before something is sent: it is sent a little later', async () => {
    failOnce('markInFlight');
    const id = lane.say('一');
    expect(lane.sent).toEqual([]);
    await pass(2_000);
    expect(lane.texts()).toEqual(['一']);
    lane.echo(id, 3n);
    expect(lane.core.message(id).delivery).toBe('sent');
  });

  it('T14: when a refusal is noted: it is heard again', async () => {
    const id = lane.say('一');
    failOnce('remove');
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(lane.core.message(id).delivery).toBe('pending');
    await pass(2_000);
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'failed', deliveryFailure: 'notFriends' });
  });

  it('T14: when the connection ends: the next one goes on', async () => {
    lane.say('一');
    failOnce('markQueued');
    lane.outbox.disconnected();
    await pass(2_000);
    expect(lane.texts()).toEqual(['一', '一']);
  });

  it('T14: when a busy server is to be waited for: it is asked again', async () => {
    const id = lane.say('一');
    lane.echo(id, 5n);
    lane.revoke(id);
    failOnce('markQueued');
    lane.outbox.refused(FrameType.revoke, TimErrorCode.overload);
    await pass(3_000);
    expect(lane.sent.filter(({ type }) => type === FrameType.revoke)).toHaveLength(2);
  });
});

describe('a write of one lane that fails', () => {
  it('T14: leaves what is in flight in another lane alone', async () => {
    const first = lane.say('一');
    lane.echo(first, 5n);
    const second = lane.say('二');
    failOnce('markInFlight');
    lane.revoke(first);
    expect(lane.sent.map(({ type }) => type)).toEqual([FrameType.message, FrameType.message]);
    await pass(2_000);
    expect(lane.sent.at(-1)?.type).toBe(FrameType.revoke);
    lane.echo(second, 6n);
    lane.echoRevoke(5n);
    expect([lane.core.message(second).delivery, lane.core.message(first).contentState]).toEqual([
      'sent',
      'revoked',
    ]);
    expect(lane.sent).toHaveLength(3);
  });

  it('T14: leaves alone what has been silent in the same lane', async () => {
    const silent = lane.say('一', lane.chatWith('friend'));
    const refused = lane.say('二');
    await pass(6_500);
    lane.echo(refused, 5n);
    const third = lane.say('三');
    failOnce('markInFlight');
    const other = lane.say('四', lane.chatWith('other'));
    lane.echo(third, 6n);
    expect(lane.texts()).toEqual(['一', '二', '三']);
    await pass(2_000);
    expect(lane.texts()).toEqual(['一', '二', '三', '四']);
    lane.echo(silent, 7n);
    lane.echo(other, 8n);
    expect([silent, other].map((id) => lane.core.message(id).delivery)).toEqual(['sent', 'sent']);
  });
});
