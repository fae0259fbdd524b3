import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptCame } from '../../../main/domain/domain-event';
import { toNodeId, type MessageId } from '../../../main/domain/ids';
import {
  burnContent,
  chat,
  midOf,
  peer,
  received,
  revoked,
  self,
  sentAtNs,
  TestCore,
} from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
  core.sharesReceipts = true;
  core.pipeline.apply([
    core.echo('first' as MessageId, 10n),
    core.echo('second' as MessageId, 20n),
    received(25n),
    core.echo('burning' as MessageId, 30n, burnContent('secret')),
    core.echo('third' as MessageId, 40n),
  ]);
  core.outcomes.length = 0;
});
afterEach(() => core.dispose());

const other = toNodeId('other');
const receipt = (
  { dl, rd }: { readonly dl?: bigint; readonly rd?: bigint },
  change: Partial<ReceiptCame> = {},
): ReceiptCame => ({
  kind: 'receiptCame',
  conversation: { kind: 'user', node: peer },
  by: peer,
  receipt: { delivered: dl === undefined ? null : midOf(dl), read: rd === undefined ? null : midOf(rd) },
  ...change,
});
/** What is known of the chat: down to which place the peer has, and has read. */
function marks(): readonly bigint[] {
  const known = core.store.receipts.marksOf(chat);
  return known === null ? [] : [known.deliveredPlace, known.readPlace];
}

const receiptRows = (): number => Number(core.files.value('SELECT count(*) FROM receipt'));

describe('a receipt', () => {
  it('says down to where the other side has and has read what was sent, and the row of the chat is told anew', () => {
    core.pipeline.apply([receipt({ dl: 20n, rd: 10n })]);
    expect(marks()).toEqual([20n, 10n]);
    expect(core.outcomes[0]?.changes.conversations).toEqual(new Set([chat]));
    expect(core.outcomes[0]?.changes.messages.size).toBe(0);
  });

  it('never takes anything back, whatever the order in which they come', () => {
    core.pipeline.apply([receipt({ dl: 40n, rd: 20n }), receipt({ dl: 10n }), receipt({ rd: 10n })]);
    expect(marks()).toEqual([40n, 20n]);
    core.outcomes.length = 0;
    core.pipeline.apply([receipt({ dl: 40n, rd: 20n })]);
    expect(core.outcomes[0]?.changes.isEmpty).toBe(true);
  });

  it('covers those before it that were lost, and what was read was delivered', () => {
    core.pipeline.apply([receipt({ rd: 40n })]);
    expect(marks()).toEqual([40n, 40n]);
  });

  it('counts for every number of a message that is on the server twice', () => {
    core.pipeline.apply([core.echo('second' as MessageId, 50n)]);
    core.pipeline.apply([receipt({ rd: 50n })]);
    expect(marks()).toEqual([20n, 20n]);
  });

  it.each<[string, ReceiptCame]>([
    ['a number beyond everything that was sent', receipt({ dl: 9_000_000n, rd: 9_223_372_036_854_775_807n })],
    ['a number that is none of this chat', receipt({ dl: 11n, rd: 39n })],
    ['a message of their own', receipt({ dl: 25n, rd: 25n })],
    ['a chat of somebody else', receipt({ rd: 40n }, { by: other })],
    [
      'their own chat, and a number of another one',
      receipt({ rd: 40n }, { by: other, conversation: { kind: 'user', node: other } }),
    ],
    ['a room', receipt({ rd: 40n }, { conversation: { kind: 'room', node: toNodeId('room') } })],
    ['the account itself', receipt({ rd: 40n }, { by: self })],
    ['the chat with oneself', receipt({ rd: 40n }, { by: self, conversation: { kind: 'user', node: self } })],
  ])('that names %s is ignored', (_what, event) => {
    core.pipeline.apply([event]);
    expect(marks()).toEqual([]);
    expect(core.outcomes[0]?.changes.isEmpty).toBe(true);
    expect(core.logger.lines.some((line) => line.startsWith('receipt ignored'))).toBe(true);
  });

  it('with one number that is true and one that is not is believed in the true one', () => {
    core.pipeline.apply([receipt({ dl: 20n, rd: 9_000_000n })]);
    expect(marks()).toEqual([20n, 0n]);
  });

  it('of a message that still waits for its number says nothing of it', () => {
    core.pipeline.apply([receipt({ dl: 41n, rd: 41n })]);
    core.pipeline.apply([core.echo('fourth' as MessageId, 41n)]);
    expect(marks()).toEqual([]);
  });

  it('says nothing of whether a burn message was read, which is told when it is opened, but that it arrived', () => {
    core.pipeline.apply([receipt({ dl: 30n, rd: 30n })]);
    expect(marks()).toEqual([30n, 0n]);
    expect(core.byMid(30n).revealedAtMs).toBeNull();
  });

  it('is neither shown nor kept while the user shares none', () => {
    core.sharesReceipts = false;
    core.pipeline.apply([receipt({ dl: 40n, rd: 40n })]);
    core.sharesReceipts = true;
    expect(marks()).toEqual([]);
  });

  it('survives that the message it names was taken back: what was sent before it was read all the same', () => {
    core.pipeline.apply([revoked(40n, { by: self, isMine: true })]);
    core.pipeline.apply([receipt({ rd: 40n })]);
    expect(marks()).toEqual([40n, 40n]);
  });

  it('of a flood costs two numbers, however many come, and says nothing that is not so', () => {
    core.pipeline.apply(Array.from({ length: 20_000 }, (_, index) => receipt({ rd: BigInt(index + 1) })));
    expect(marks()).toEqual([40n, 40n]);
    expect(receiptRows()).toBe(1);
  });
});

describe('what the other side is to be told', () => {
  const owed = () =>
    core.store.receipts.due(0, 10).map(({ receipt: { delivered, read } }) => [delivered, read]);
  const see = (mid: bigint) =>
    core.store.transaction((write) => {
      const { place, tieBreaker } = core.byMid(mid);
      write.receipts.noteRead(chat, { place, tieBreaker });
      write.conversations.markRead(chat, { place, tieBreaker });
    });
  const told = () => {
    const [due] = core.store.receipts.due(0, 1);
    if (due !== undefined) core.store.transaction((write) => write.receipts.noteTold(due));
  };

  it('is the newest message that is here, once, however many came', () => {
    core.pipeline.apply([received(50n), received(51n), received(52n)]);
    expect(owed()).toEqual([[52n, null]]);
    told();
    expect(owed()).toEqual([]);
  });

  it('is the newest message that was seen, and what comes after it is not read', () => {
    // Numbers of other lengths: they are no texts.
    core.pipeline.apply([received(99n), received(101n), received(102n)]);
    see(101n);
    expect(owed()).toEqual([[102n, 101n]]);
  });

  it('goes on being owed when more has come while it was told', () => {
    core.pipeline.apply([received(50n)]);
    const [due] = core.store.receipts.due(0, 1);
    core.pipeline.apply([received(51n)]);
    if (due !== undefined) core.store.transaction((write) => write.receipts.noteTold(due));
    expect(owed()).toEqual([[51n, null]]);
  });

  it('is nothing of a covered burn message but that it is here, also when plain ones around it are read', () => {
    core.pipeline.apply([received(50n), received(51n, burnContent('secret'))]);
    see(51n);
    expect(owed()).toEqual([[51n, 50n]]);
    told();
    core.pipeline.apply([received(52n, burnContent('secret too'))]);
    see(52n);
    expect(owed()).toEqual([[52n, 50n]]);
  });

  it('is nothing in rooms, of what history had before, of own messages, and of what goes through a room', () => {
    told();
    core.pipeline.apply([
      received(50n, { conversation: { kind: 'room', node: toNodeId('room') } }),
      received(5n, { source: 'history' }),
      core.echo('own' as MessageId, 51n),
      received(52n, { viaRoom: toNodeId('room') }),
    ]);
    expect(owed()).toEqual([]);
  });

  it('is nothing while the user shares no receipts, and nothing of that time later', () => {
    told();
    core.sharesReceipts = false;
    core.pipeline.apply([received(50n)]);
    core.sharesReceipts = true;
    expect(owed()).toEqual([]);
  });

  it('does not come again with a repetition, a copy, or history', () => {
    core.pipeline.apply([received(50n)]);
    told();
    core.pipeline.apply([
      received(50n),
      received(50n, { source: 'history' }),
      received(50n, { source: 'offline' }),
    ]);
    expect(owed()).toEqual([]);
  });

  it('and what was told is forgotten with the chat that is deleted', () => {
    core.pipeline.apply([received(50n), receipt({ dl: 40n, rd: 20n })]);
    core.store.transaction((write) => write.deletedChats.setAside(chat, []));
    expect([owed(), marks(), receiptRows()]).toEqual([[], [], 0]);
  });

  it('is counted by place where the numbers of the server are random', () => {
    const big = 2n ** 60n;
    core.pipeline.apply([received(big + 5n, { sentAtNs })]);
    told();
    core.pipeline.apply([received(big + 1n, { sentAtNs: sentAtNs + 1n })]);
    expect(owed()).toEqual([[big + 1n, null]]);
    expect(core.store.conversations.hasRandomMids(chat)).toBe(true);
  });
});
