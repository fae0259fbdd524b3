import { beforeEach, describe, expect, it } from 'vitest';
import type { EphemeralKind } from '../../../main/domain/ephemeral';
import { toNodeId } from '../../../main/domain/ids';
import type { FileWords } from '../../../main/domain/file-transfer';
import { writeFileWords } from '../../../main/ephemeral/file';
import { EphemeralReceiver } from '../../../main/ephemeral/receiver';
import type { Frame } from '../../../main/protocol/packets';
import { ManualClock } from '../../support/manual-clock';
import { RecordingLogger } from '../../support/recording-logger';

let clock: ManualClock;
let logger: RecordingLogger;
let taken: string[];
let failure: Error | null;
let receiver: EphemeralReceiver;
beforeEach(() => {
  clock = new ManualClock();
  logger = new RecordingLogger();
  taken = [];
  failure = null;
  const take =
    (kind: EphemeralKind) =>
    ({ from }: { readonly from: string }): null => {
      if (failure !== null) throw failure;
      taken.push(`${kind} ${from}`);
      return null;
    };
  receiver = new EphemeralReceiver({
    clock,
    logger,
    self: () => toNodeId('self'),
    isKnown: ({ kind, node }) => kind === 'room' || node.startsWith('friend'),
    handlers: {
      presence: take('presence'),
      typing: take('typing'),
      file: take('file'),
      receipt: take('receipt'),
      deviceReactions: take('deviceReactions'),
    },
    expects: { file: ({ from, content }) => from === 'guest' && content.kind === 'stop' },
  });
});

const presence = (node: string): Frame => ({ type: 91, packet: { fromTid: { node } } });
const typing = (node: string, change: object = {}): Frame => ({
  type: 90,
  packet: { msType: 2, odType: 5, udtype: 1010, fromTid: { node }, toTid: { node: 'self' }, ...change },
});
const file = (node: string, words: FileWords): Frame => ({
  type: 96,
  packet: { node, data: writeFileWords(words) },
});
const stop: FileWords = { kind: 'stop', transferId: '0011223344556677' };
const drops = () => Object.entries(receiver.dropped()).filter(([, count]) => count > 0);

describe('what passes by', () => {
  it('between devices of the account is taken from the account alone', () => {
    const words = (node: string): Frame => ({
      type: 91,
      packet: { fromTid: { node }, extend: { said: '[]', device: 'd', v: '1' } },
    });
    expect([receiver.offer(words('friend')), receiver.offer(words('self'))]).toEqual([[], []]);
    expect([taken, drops()]).toEqual([['deviceReactions self'], [['stranger', 1]]]);
  });

  it('reaches its handler when a friend says it', () => {
    expect([receiver.offer(presence('friend')), receiver.offer(typing('friend'))]).toEqual([[], []]);
    expect([taken, drops()]).toEqual([['presence friend', 'typing friend'], []]);
  });

  it('of a stranger is dropped and counted, however much of it comes', () => {
    for (let count = 0; count < 500; count += 1) receiver.offer(presence(`stranger ${count % 7}`));
    receiver.offer(typing('stranger'));
    expect([taken, drops()]).toEqual([[], [['stranger', 501]]]);
  });

  it('is taken from a stranger where there is a reason for it, and nothing else of theirs is', () => {
    receiver.offer(file('guest', stop));
    receiver.offer(file('guest', { ...stop, kind: 'refusal', reason: 'busy' }));
    receiver.offer(file('stranger', stop));
    receiver.offer(typing('guest'));
    receiver.offer({ type: 96, packet: { node: 'guest', data: new Uint8Array(1_000) } });
    expect([taken, drops()]).toEqual([['file guest'], [['stranger', 4]]]);
  });

  it('is held to a rate also where a stranger says it', () => {
    for (let count = 0; count < 400; count += 1) receiver.offer(file('guest', stop));
    expect([taken.length, drops()]).toEqual([256, [['tooOften', 144]]]);
  });

  it('in a room that we are in is taken from any member', () => {
    receiver.offer(typing('stranger', { msType: 3, roomTid: { node: 'room' } }));
    expect(taken).toEqual(['typing stranger']);
  });

  it('is held to a rate for each person, and strangers do not use up that of friends', () => {
    for (let count = 0; count < 100; count += 1) {
      receiver.offer(typing('friend 1'));
      receiver.offer(typing('stranger'));
    }
    receiver.offer(typing('friend 2'));
    expect(taken).toEqual([...Array<string>(4).fill('typing friend 1'), 'typing friend 2']);
    expect(drops()).toEqual([
      ['stranger', 100],
      ['tooOften', 96],
    ]);
    clock.advance(1_000);
    receiver.offer(typing('friend 1'));
    expect(taken.at(-1)).toBe('typing friend 1');
  });

  it('of this account itself is dropped: a server says so by mistake, and to members of rooms', () => {
    receiver.offer(presence('self'));
    receiver.offer(typing('self', { msType: 3, roomTid: { node: 'room' } }));
    expect([taken, drops()]).toEqual([[], [['own', 2]]]);
  });

  it.each<[string, Frame]>([
    ['nobody', { type: 91, packet: {} }],
    ['somebody with an empty name', presence('')],
    ['somebody with a name of a megabyte', presence('friend'.padEnd(1_000_000, 'x'))],
    ['a writer without a name', typing('')],
    ['a writer with a name of a megabyte', typing('friend'.padEnd(1_000_000, 'x'))],
  ])('of %s is malformed', (_name, frame) => {
    receiver.offer(frame);
    expect([taken, drops()]).toEqual([[], [['malformed', 1]]]);
  });

  it('does not end anything when its handler throws', () => {
    failure = new Error('handler');
    receiver.offer(presence('friend'));
    failure = null;
    receiver.offer(presence('friend'));
    expect([taken, drops()]).toEqual([['presence friend'], [['failed', 1]]]);
    expect(logger.lines.some((line) => line.startsWith('ephemeral handler failed'))).toBe(true);
  });

  it('leaves everything else to others', () => {
    const frames: readonly Frame[] = [
      { type: 90, packet: { msType: 2, odType: 1, fromTid: { node: 'friend' } } },
      { type: 12, packet: { ok: true, timType: 16 } },
      { type: 42, packet: { ntype: 1 } },
    ];
    expect(frames.map((frame) => receiver.offer(frame))).toEqual([null, null, null]);
  });
});
