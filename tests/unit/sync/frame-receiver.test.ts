import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EphemeralChannel } from '../../../main/ephemeral/channel';
import { FrameReceiver } from '../../../main/sync/frame-receiver';
import { OfflineReplay } from '../../../main/sync/offline-replay';
import { toNodeId, toMessageId } from '../../../main/domain/ids';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame, TimAck, TimMessage } from '../../../main/protocol/packets';
import { settle } from '../../support/fake-server';
import { chat, self, sentAtNs } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
let receiver: FrameReceiver;
let replay: OfflineReplay;
let ephemeral: EphemeralChannel;
let pagesAsked: number;
let offsets: number[];
let skipped: number;
beforeEach(() => {
  lane = new TestOutbox();
  pagesAsked = 0;
  offsets = [];
  skipped = 0;
  const { clock, logger, pipeline } = lane.core;
  replay = new OfflineReplay({
    watch: (timeoutMs, silent) => clock.after(timeoutMs, silent),
    clock,
    logger,
    requestPage: () => (pagesAsked += 1),
    progressed: () => undefined,
  });
  ephemeral = new EphemeralChannel({
    clock,
    logger,
    self: () => self,
    isKnown: () => true,
    isOnline: () => true,
    send: () => undefined,
    whenSilent: (timeoutMs, silent) => clock.after(timeoutMs, silent),
  });
  receiver = new FrameReceiver({
    pipeline,
    reader: lane.core.eventReader,
    outbox: lane.outbox,
    ephemeral,
    replay,
    clock,
    logger,
    self: () => self,
    serverOffset: (offsetMs) => offsets.push(offsetMs),
    skipped: () => (skipped += 1),
    tooLong: () => undefined,
  });
});
afterEach(() => {
  lane.dispose();
});

const message = (mid: bigint, change: Partial<TimMessage> = {}): TimMessage => ({
  msType: 2,
  odType: 1,
  mid,
  fromTid: { node: 'peer' },
  toTid: { node: 'self' },
  timestamp: sentAtNs,
  dataString: `text ${mid}`,
  ...change,
});
/** Nothing has to be opened, so that it is done at once. */
const receive = (frame: Frame): void => expect(receiver.receive(frame)).toBeNull();
const count = (): number => lane.core.store.messages.page(chat, null, { limit: 100 }).length;

describe('messages that come together', () => {
  const several = (...packets: readonly TimMessage[]) => {
    const rest = [...packets];
    return (): Frame | null => {
      const packet = rest.shift();
      return packet === undefined ? null : { type: FrameType.message, packet };
    };
  };

  it('T42: are one transaction and one piece of news, whatever of them means nothing', () => {
    const work = receiver.receiveSeveral(several(message(1n), message(2n, { odType: 99 }), message(3n)));
    expect(work).toBeNull();
    expect([count(), lane.core.outcomes.length]).toEqual([2, 1]);
  });

  it('T42: leave nothing behind when one of them cannot be stored', () => {
    const broken = message(2n, { dataString: Symbol('no text') as unknown as string });
    expect(() => receiver.receiveSeveral(several(message(1n), broken))).toThrow();
    expect([count(), lane.core.outcomes.length]).toEqual([0, 0]);
  });
});

describe('addresses of a megabyte', () => {
  const long = 'x'.repeat(1_000_000);

  it.each<[string, Partial<TimMessage>]>([
    ['the author', { fromTid: { node: long } }],
    ['the receiver', { fromTid: { node: 'self' }, toTid: { node: long } }],
    ['the room', { msType: 3, roomTid: { node: long } }],
    ['who takes something back', { odType: 2, fromTid: { node: long } }],
    ['who asks to be a friend', { odType: 4, bnType: 4, fromTid: { node: long } }],
  ])('T46: of %s drop the message, and it is counted', (_name, change) => {
    receive({ type: FrameType.message, packet: message(1n, change) });
    receive({ type: FrameType.offlineMessages, packet: { messageList: [message(2n, change)] } });
    expect([skipped, lane.core.outcomes.length]).toEqual([2, 0]);
  });
});

describe('frames that nobody asked for', () => {
  it.each([90, 92, 93] as const)('of type %i are read by what they say, not by their type', (type) => {
    receive({ type, packet: message(1n) });
    receive({ type, packet: message(0n, { odType: 2, extend: { mid: '1' } }) });
    expect(lane.core.byMid(1n).contentState).toBe('revoked');
  });

  it('that were waiting offline come as pages, in one run each, and ask for the next', async () => {
    let isDone = false;
    void replay.run().then(() => (isDone = true));
    receive({ type: 17, packet: { messageList: [message(1n), message(2n), message(1n)] } });
    lane.core.clock.advance(25);
    expect([count(), lane.core.outcomes.length, pagesAsked]).toEqual([2, 1, 2]);
    receive({ type: 17, packet: {} });
    receive({ type: 18, packet: {} });
    await settle();
    expect(isDone).toBe(true);
    expect(lane.core.outcomes[0]?.arrived.map(({ source }) => source)).toEqual(['offline', 'offline']);
  });

  it('let the echo settle its entry, so that the next one goes', () => {
    lane.core.pipeline.applied.on(() => lane.outbox.settled());
    const id = lane.say('一');
    lane.say('二');
    const echo = message(9n, { fromTid: { node: 'self' }, toTid: { node: 'peer' }, extend: { cid: id } });
    receive({ type: 90, packet: echo });
    expect(lane.texts()).toEqual(['一', '二']);
  });

  it('refuse what is in flight', () => {
    const id = lane.say('一');
    receive({ type: 12, packet: { ok: false, timType: 92, error: { code: 4105 } } });
    receive({ type: 12, packet: { ok: false, timType: 41, error: { code: 4105 } } });
    receive({ type: 12, packet: {} });
    receive({ type: 12, packet: { ok: true, timType: 90 } });
    expect(lane.core.message(id).delivery).toBe('pending');
    receive({ type: 12, packet: { ok: false, timType: 90 } });
    expect(lane.core.message(id)).toMatchObject({ delivery: 'failed', deliveryFailure: 'refusedByServer' });
  });

  it('acknowledge a revoke in the older way', () => {
    const id = lane.say('一');
    lane.echo(id, 9n);
    lane.revoke(id);
    receive({ type: 12, packet: { ok: true, timType: 92, t: 2n, n: 'peer', t2: 9n } });
    expect(lane.core.message(id).contentState).toBe('revoked');
  });

  it('acknowledge in the older way what another device of ours took back or burned', () => {
    receive({ type: 90, packet: message(1n) });
    receive({
      type: 90,
      packet: message(2n, { fromTid: { node: 'self' }, toTid: { node: 'peer' } }),
    });
    receive({ type: 12, packet: { ok: true, timType: 92, t: 2n, n: 'peer', t2: 2n } });
    receive({ type: 12, packet: { ok: true, timType: 93, t: 2n, n: 'peer', t2: 1n } });
    expect(lane.core.byMid(2n)).toMatchObject({ contentState: 'revoked', revokedBy: self });
    expect(lane.core.byMid(1n).contentState).toBe('burned');
  });

  it.each<TimAck>([
    { ok: true, timType: 92, t: 2n, n: 'peer', t2: 1n },
    { ok: true, timType: 93, t: 2n, n: 'peer', t2: 2n },
    { ok: true, timType: 93, t: 3n, n: 'peer', t2: 1n },
    { ok: true, timType: 92, t: 3n, n: 'peer', t2: 2n },
    { ok: true, timType: 92, t: 2n, n: 'other', t2: 2n },
    { ok: false, timType: 92, t: 2n, n: 'peer', t2: 2n },
    { ok: true, timType: 92, t: 2n, n: 'peer', t2: 0n },
    { ok: true, timType: 92, t: 1n, n: 'peer', t2: 2n },
    { ok: true, timType: 92, t: 2n, t2: 2n },
    { ok: true, timType: 90, t: 2n, n: 'peer', t2: 2n },
  ])('touch nothing that this account may not take back or burn: %o', (packet) => {
    receive({ type: 90, packet: message(1n) });
    receive({
      type: 90,
      packet: message(2n, { fromTid: { node: 'self' }, toTid: { node: 'peer' } }),
    });
    receive({ type: 12, packet });
    expect([1n, 2n].map((mid) => lane.core.byMid(mid).contentState)).toEqual(['present', 'present']);
  });

  it('teach the server’s time only when they are echoes of our own', () => {
    const timestamp = BigInt(lane.core.clock.nowMs() + 1_500) * 1_000_000n;
    receive({ type: 90, packet: message(1n, { timestamp }) });
    receive({ type: 90, packet: message(2n, { timestamp: 0n, fromTid: { node: 'self' } }) });
    expect(offsets).toEqual([]);
    receive({ type: 90, packet: message(3n, { timestamp, fromTid: { node: 'self' } }) });
    expect(offsets).toEqual([1_500]);
  });

  it.each<Frame>([
    { type: 21, packet: { messageList: [message(1n)] } },
    { type: 42, packet: { ntype: 1, nodelist: ['x'] } },
  ])('that this client has no place for change nothing: type $type', (frame) => {
    receive(frame);
    expect([count(), lane.core.outcomes.length]).toEqual([0, 0]);
    expect(lane.core.logger.lines).toEqual([`frame dropped type=${frame.type}`]);
  });
});

describe('what passes by beside the messages', () => {
  const peerNode = toNodeId('peer');
  const typing = { msType: 2, odType: 5, udtype: 1010, fromTid: { node: 'peer' }, toTid: { node: 'self' } };

  it('goes to the channel, alone or among messages, and is not stored', () => {
    receive({ type: 91, packet: { show: 2, fromTid: { node: 'peer' } } });
    const rest: Frame[] = [
      { type: 90, packet: message(1n) },
      { type: 90, packet: typing },
    ];
    expect(receiver.receiveSeveral(() => rest.shift() ?? null)).toBeNull();
    expect(ephemeral.presence.of(peerNode)?.availability).toBe('busy');
    expect([ephemeral.typing.in(chat), count()]).toEqual([['peer'], 1]);
  });

  it.each<Frame>([
    { type: 94, packet: { id: 1n, VNode: 'v', fromNode: 'peer' } },
    { type: 95, packet: { node: 'peer', dataString: 'x' } },
    { type: 97, packet: { node: 'v', data: new Uint8Array(3) } },
    { type: 90, packet: { ...typing, udtype: 1099 } },
    { type: 17, packet: { messageList: [{ ...typing, odType: 31, udtype: 9 }] } },
  ])('is counted when it is of a kind that is not known here: type $type', (frame) => {
    receive(frame);
    expect([count(), lane.core.outcomes.length, ephemeral.dropped().unknownKind]).toEqual([0, 0, 1]);
  });

  it('that holds a fact is committed with the messages around it: live, in a page, and alone', () => {
    lane.core.sharesReceipts = true;
    lane.core.pipeline.apply([
      lane.core.echo(toMessageId('own'), 1n),
      lane.core.echo(toMessageId('own too'), 2n),
    ]);
    const receipt = (rd: string) => ({ ...typing, odType: 31, udtype: 0, extend: { rd } });
    const readPlace = () => lane.core.store.receipts.marksOf(chat)?.readPlace;
    lane.core.outcomes.length = 0;
    const rest: Frame[] = [
      { type: 90, packet: message(5n) },
      { type: 90, packet: receipt('1') },
    ];
    expect(receiver.receiveSeveral(() => rest.shift() ?? null)).toBeNull();
    expect([readPlace(), lane.core.outcomes.length]).toEqual([1n, 1]);
    receive({ type: 17, packet: { messageList: [message(6n), receipt('2')] } });
    expect([readPlace(), lane.core.outcomes.length]).toEqual([2n, 2]);
  });

  it('takes a refusal that may be its own, so that the message in flight is not called refused', async () => {
    const id = lane.say('一');
    const outcome = ephemeral.send({
      kind: 'typing',
      target: { kind: 'user', node: peerNode },
      content: { isTyping: true },
    });
    receive({ type: 12, packet: { ok: false, timType: 90, error: { code: 4105 } } });
    expect([await outcome, lane.core.message(id).delivery]).toEqual([
      { kind: 'refused', code: 4105 },
      'pending',
    ]);
    receive({ type: 12, packet: { ok: false, timType: 90, error: { code: 4105 } } });
    expect(lane.core.message(id).delivery).toBe('failed');
  });
});
