import { describe, expect, it } from 'vitest';
import type { Change, ChangeBatch } from '../../../../preload/contract/changes';
import { EventPump } from '../../../../renderer/app/event-pump';
import { settle } from '../fake-bridge';

const chats: Change = { accountId: 'a', kind: 'conversations', conversationIds: ['u:a'] };
const contacts: Change = { accountId: 'a', kind: 'contacts', nodes: ['a'] };

function setUp(snapshotNumbers: readonly number[]) {
  const applied: Change[] = [];
  let resyncs = 0;
  let isSubscribed = false;
  let deliver: (batch: ChangeBatch) => void = () => undefined;
  const pump = new EventPump({
    subscribe: (listener) => {
      deliver = listener;
      isSubscribed = true;
      return () => (isSubscribed = false);
    },
    resync: () => {
      const number = snapshotNumbers[resyncs];
      resyncs += 1;
      return number === undefined ? Promise.reject(new Error('bridge gone')) : Promise.resolve(number);
    },
    apply: (changes) => applied.push(...changes),
  });
  return {
    pump,
    applied,
    emit: (number: number, change: Change) => deliver({ number, changes: [change] }),
    resyncs: () => resyncs,
    isSubscribed: () => isSubscribed,
  };
}

describe('event pump', () => {
  it('applies batches that follow the snapshot', async () => {
    const { pump, applied, emit } = setUp([3]);
    await pump.start();
    emit(4, chats);
    emit(5, contacts);
    expect(applied).toEqual([chats, contacts]);
  });

  it('drops batches that the snapshot already contains', async () => {
    const { pump, applied, emit } = setUp([3]);
    const started = pump.start();
    emit(3, chats);
    emit(4, contacts);
    await started;
    expect(applied).toEqual([contacts]);
  });

  it('fetches everything again when a number is missing, and goes on from there', async () => {
    const { pump, applied, emit, resyncs } = setUp([3, 7]);
    await pump.start();
    emit(6, chats);
    expect(resyncs()).toBe(2);
    expect(applied).toEqual([]);
    emit(8, contacts);
    await settle();
    expect(applied).toEqual([contacts]);
  });

  it('does not ask for ever when the snapshot is behind what was told', async () => {
    const { pump, applied, emit, resyncs } = setUp([0, 0, 0, 0]);
    await pump.start();
    emit(5, chats);
    await settle();
    emit(6, contacts);
    expect(resyncs()).toBe(2);
    expect(applied).toEqual([contacts]);
  });

  it('ignores a batch that is delivered twice', async () => {
    const { pump, applied, emit } = setUp([0]);
    await pump.start();
    emit(1, chats);
    emit(1, chats);
    expect(applied).toEqual([chats]);
  });

  it('tries again with the next batch after a failed fetch', async () => {
    const { pump, applied, emit, resyncs } = setUp([0]);
    await pump.start();
    emit(2, chats);
    await settle();
    emit(3, contacts);
    await settle();
    expect(resyncs()).toBe(3);
    expect(applied).toEqual([]);
  });

  it('stops listening when it is stopped', async () => {
    const { pump, applied, emit, isSubscribed } = setUp([0]);
    await pump.start();
    pump.stop();
    emit(1, chats);
    expect(isSubscribed()).toBe(false);
    expect(applied).toEqual([]);
  });
});
