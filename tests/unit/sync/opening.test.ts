import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FrameReceiver } from '../../../main/sync/frame-receiver';
import { UnreadableMessages } from '../../../main/sync/unreadable-messages';
import { OfflineReplay } from '../../../main/sync/offline-replay';
import type { Frame, TimMessage } from '../../../main/protocol/packets';
import { settle } from '../../support/fake-server';
import { chat, self, sentAtNs } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';
import { sealedText, TestProtection } from '../../support/test-protection';

let lane: TestOutbox;
let protection: TestProtection;
let receiver: FrameReceiver;
let pagesApplied: number;
beforeEach(() => {
  lane = new TestOutbox();
  protection = new TestProtection();
  lane.core.protection = protection;
  pagesApplied = 0;
  const { clock, logger, pipeline, eventReader } = lane.core;
  const replay = new OfflineReplay({
    watch: (timeoutMs, silent) => clock.after(timeoutMs, silent),
    clock,
    logger,
    requestPage: () => undefined,
    progressed: () => undefined,
  });
  const { pageApplied } = replay;
  replay.pageApplied = (keys) => {
    pagesApplied += 1;
    pageApplied.call(replay, keys);
  };
  receiver = new FrameReceiver({
    pipeline,
    reader: eventReader,
    outbox: lane.outbox,
    ephemeral: { offer: () => null, refused: () => false },
    replay,
    clock,
    logger,
    self: () => self,
    serverOffset: () => undefined,
    skipped: () => undefined,
    tooLong: () => undefined,
  });
});
afterEach(() => {
  lane.dispose();
});

const plain = (mid: bigint, change: Partial<TimMessage> = {}): TimMessage => ({
  msType: 2,
  odType: 1,
  mid,
  fromTid: { node: 'peer' },
  toTid: { node: 'self' },
  timestamp: sentAtNs + mid,
  dataString: `text ${mid}`,
  ...change,
});
const sealed = (mid: bigint, change: Partial<TimMessage> = {}): TimMessage =>
  plain(mid, { dataString: sealedText(`secret ${mid}`), ...change });
const several = (...packets: readonly TimMessage[]) => {
  const rest = [...packets];
  return (): Frame | null => {
    const packet = rest.shift();
    return packet === undefined ? null : { type: 90, packet };
  };
};
const texts = (): readonly (string | null)[] =>
  lane.core.store.messages
    .page(chat, null, { limit: 100 })
    .map(({ text }) => text)
    .reverse();
/** Lets what is being opened be opened, until the work is done. */
async function finish(work: Promise<void> | null): Promise<void> {
  if (work === null) throw new Error('nothing is being opened');
  await settle();
  protection.release();
  await work;
}

describe('sealed messages', () => {
  it('are opened together and committed in the order in which everything came', async () => {
    const work = receiver.receiveSeveral(several(plain(1n), sealed(2n), plain(3n), sealed(4n)));
    await settle();
    expect(texts()).toEqual(['text 1']);
    await finish(work);
    expect([texts(), protection.batches]).toEqual([['text 1', 'secret 2', 'text 3', 'secret 4'], [[2n, 4n]]]);
    expect(lane.core.outcomes).toHaveLength(2);
  });

  it('stay in the order of their commands: a revoke behind one waits for it', async () => {
    const revoke = plain(2n, { odType: 2 });
    await finish(receiver.receiveSeveral(several(sealed(2n), revoke)));
    expect(lane.core.byMid(2n)).toMatchObject({ contentState: 'revoked', text: null });
  });

  it('are not opened twice: not a repetition, nor one in the same burst, nor the echo of an own one', async () => {
    await finish(receiver.receiveSeveral(several(sealed(1n), sealed(1n))));
    expect(receiver.receive({ type: 90, packet: sealed(1n) })).toBeNull();
    const id = lane.say('own');
    const echo = sealed(2n, {
      fromTid: { node: 'self' },
      toTid: { node: 'peer' },
      extend: { cid: id, v: '1' },
    });
    expect(receiver.receive({ type: 90, packet: echo })).toBeNull();
    expect([texts(), protection.batches]).toEqual([['secret 1', 'own'], [[1n]]]);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'sent', mid: 2n });
  });

  it('are no more than sixty-four at a time', async () => {
    const packets = Array.from({ length: 70 }, (_, index) => sealed(BigInt(index + 1)));
    const next = several(...packets);
    await finish(receiver.receiveSeveral(next));
    expect(protection.batches.map(({ length }) => length)).toEqual([64]);
    await finish(receiver.receiveSeveral(next));
    expect([protection.batches.map(({ length }) => length), texts().length]).toEqual([[64, 6], 70]);
  });

  it('leave nothing behind when opening fails, and come again', async () => {
    protection.failure = new Error('no key');
    await expect(finish(receiver.receiveSeveral(several(sealed(1n))))).rejects.toThrow('no key');
    expect([texts(), lane.core.outcomes]).toEqual([[], []]);
    await finish(receiver.receiveSeveral(several(sealed(1n))));
    expect(texts()).toEqual(['secret 1']);
  });

  it('that do not open are kept as they came, and opened when that can be done', async () => {
    const { store, pipeline, eventReader, clock } = lane.core;
    protection.stuck.add(2n);
    await finish(receiver.receiveSeveral(several(sealed(1n), sealed(2n))));
    expect(lane.core.byMid(2n)).toMatchObject({ contentState: 'unreadable', text: null });
    protection.stuck.clear();
    const unreadable = new UnreadableMessages({
      store,
      pipeline,
      reader: eventReader,
      clock,
      failed: (error) => {
        throw error;
      },
    });
    unreadable.tryAll();
    await settle();
    protection.release();
    await settle();
    unreadable.dispose();
    expect([texts(), protection.batches]).toEqual([
      ['secret 1', 'secret 2'],
      [[1n, 2n], [2n]],
    ]);
  });

  it('of the offline queue end their page after they were committed', async () => {
    const work = receiver.receive({ type: 17, packet: { messageList: [plain(1n), sealed(2n)] } });
    await settle();
    expect([texts(), pagesApplied]).toEqual([[], 0]);
    await finish(work);
    expect([texts(), pagesApplied]).toEqual([['text 1', 'secret 2'], 1]);
  });
});
