import { beforeEach, describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { message, TestSession } from '../../support/test-session';

let fixture: TestSession;
beforeEach(() => {
  fixture = new TestSession();
});

describe('acknowledgements', () => {
  const acks = (): readonly Frame[] => fixture.server.connection.sentOf(FrameType.ack);

  it('go out a little later than the commit, once', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliver(message);
    expect(fixture.received).toHaveLength(1);
    expect(acks()).toEqual([]);
    await fixture.wait(5);
    expect(acks()).toEqual([{ type: FrameType.ack, syncId: 7, packet: {} }]);
  });

  it('do not wait again for the time that the commit took', async () => {
    const fixture = new TestSession();
    await fixture.signIn();
    const { connection } = fixture.server;
    fixture.wire.frameRead.on(() => fixture.clock.advance(4));
    connection.deliver(message);
    fixture.clock.advance(1);
    expect(connection.sentOf(FrameType.ack)).toHaveLength(1);
  });

  it('are sent for repetitions, too, and not for frames that ask for none', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliver(message);
    fixture.server.connection.deliver({ ...message, syncId: 8 });
    fixture.server.connection.deliver({ type: message.type, packet: message.packet });
    await fixture.wait(5);
    expect(acks().map(({ syncId }) => syncId)).toEqual([7, 8]);
  });

  it('are never sent for what could not be committed, and the next frame is handled', async () => {
    await fixture.goOnline();
    fixture.failure = new Error('disk full, and the text of the message');
    fixture.server.connection.deliver(message);
    fixture.failure = null;
    fixture.server.connection.deliver({ ...message, syncId: 8 });
    await fixture.wait(5);
    expect(acks().map(({ syncId }) => syncId)).toEqual([8]);
    expect(fixture.logger.lines).toContainEqual(
      expect.stringContaining('frame not applied type=90 error=Error'),
    );
  });

  it('are not sent over the next connection', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliver(message);
    fixture.server.connection.drop(1006);
    await fixture.wait(500);
    fixture.server.connection.accept();
    await fixture.wait(5);
    expect(acks()).toEqual([]);
  });
});

describe('messages that come together', () => {
  const acks = (): readonly (number | undefined)[] =>
    fixture.server.connection.sentOf(FrameType.ack).map(({ syncId }) => syncId);
  const numbered = (syncId: number): Frame => ({ ...message, syncId });

  it('T42: are committed in one transaction and acknowledged together', async () => {
    await fixture.goOnline();
    const taken = fixture.server.connection.deliverSeveral([numbered(1), numbered(2), numbered(3)]);
    expect([taken, fixture.groups]).toEqual([3, [3]]);
    await fixture.wait(5);
    expect(acks()).toEqual([1, 2, 3]);
    expect(fixture.syncs).toEqual([3]);
  });

  it('are on the disk soon, also where no acknowledgement is asked for', async () => {
    await fixture.goOnline();
    const { syncId, ...silent } = message;
    fixture.server.connection.deliver(silent);
    expect([syncId, fixture.syncs]).toEqual([7, []]);
    await fixture.wait(5);
    expect([acks(), fixture.syncs]).toEqual([[], [1]]);
  });

  it('T42: give way after half a frame of the screen, and the rest is taken next time', async () => {
    await fixture.goOnline();
    fixture.wire.frameRead.on(() => fixture.clock.advance(3));
    const frames = [1, 2, 3, 4, 5].map(numbered);
    const taken = fixture.server.connection.deliverSeveral(frames);
    expect([taken, fixture.groups]).toEqual([3, [3]]);
    expect(fixture.server.connection.deliverSeveral(frames.slice(taken))).toBe(2);
    await fixture.wait(5);
    expect(acks()).toEqual([1, 2, 3, 4, 5]);
  });

  it('T42: are not lost with one among them that cannot be committed', async () => {
    await fixture.goOnline();
    fixture.poison = 2;
    fixture.server.connection.deliverSeveral([numbered(1), numbered(2), numbered(3)]);
    await fixture.wait(5);
    expect(fixture.received.map(({ syncId }) => syncId)).toEqual([1, 3]);
    expect(acks()).toEqual([1, 3]);
  });

  it('T42: keep their order with answers and pongs among them', async () => {
    await fixture.goOnline();
    const seen: string[] = [];
    fixture.wire.line.whenHeard(() => seen.push(`pong after ${fixture.received.length}`));
    const pong = { type: FrameType.ping, packet: {} } satisfies Frame;
    fixture.server.connection.deliverSeveral([numbered(1), numbered(2), pong, numbered(3)]);
    expect([seen, fixture.groups]).toEqual([['pong after 2'], [2, 1]]);
  });

  it('T42: may have unreadable frames among them', async () => {
    await fixture.goOnline();
    const broken = Uint8Array.of(FrameType.message, 0xff);
    fixture.server.connection.deliverSeveral([numbered(1), broken, numbered(3)]);
    expect([fixture.received.length, fixture.session.status().unreadableFrames]).toEqual([2, 1]);
  });

  it('are nobody’s when the connection has ended', async () => {
    await fixture.goOnline();
    const old = fixture.server.connection;
    old.drop(1006);
    expect(old.deliverSeveral([numbered(1), numbered(2)])).toBe(2);
    expect(fixture.received).toEqual([]);
  });
});

describe('frames', () => {
  it('that cannot be read are counted and skipped', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliverBytes(Uint8Array.of(1, 2, 3));
    fixture.server.connection.deliverBytes(new Uint8Array());
    fixture.server.connection.deliver(message);
    expect([fixture.state, fixture.received.length]).toEqual(['online', 1]);
    expect(fixture.session.status().unreadableFrames).toBe(2);
  });

  it('of an earlier connection are ignored', async () => {
    await fixture.goOnline();
    const old = fixture.server.connection;
    old.drop(1006);
    old.deliver(message);
    await fixture.wait(500);
    fixture.server.connection.accept();
    old.deliver(message);
    old.drop(1000);
    expect([fixture.state, fixture.received]).toEqual(['replaying', []]);
  });

  it('that answer a question reach nobody else', async () => {
    await fixture.goOnline();
    const frame: Frame = { type: FrameType.business, packet: { rtype: 1 } };
    const reply = fixture.wire.ask({
      lane: 'l',
      frame,
      isAnswer: ({ type }) => type === FrameType.nodes,
      timeoutMs: 1_000,
    });
    fixture.server.connection.deliver({ type: FrameType.nodes, packet: { ntype: 1, nodelist: ['b'] } });
    expect(await reply).toMatchObject({ kind: 'answer' });
    expect(fixture.received).toEqual([]);
  });

  it('are dropped when there is no connection', () => {
    expect(() => fixture.wire.send({ type: FrameType.ping, packet: {} })).not.toThrow();
  });
});
