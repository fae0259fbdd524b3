import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LastSeenKeeper } from '../../../../main/account/active/last-seen-keeper';
import { toNodeId } from '../../../../main/domain/ids';
import { fillDisk } from '../../../support/full-disk';
import { ManualClock } from '../../../support/manual-clock';
import { TestStore } from '../../../support/test-store';

const friend = toNodeId('friend');
let files: TestStore;
let clock: ManualClock;
let failures: unknown[];
let keeper: LastSeenKeeper;
const open = (): LastSeenKeeper =>
  new LastSeenKeeper(files.store, clock, (error) => {
    failures.push(error);
  });
beforeEach(() => {
  files = new TestStore();
  files.store.transaction((write) => write.people.setRelation(friend, 'friend', ''));
  clock = new ManualClock();
  failures = [];
  keeper = open();
});
afterEach(() => {
  keeper.dispose();
  files.dispose();
});

const written = () => files.store.lastSeen.all().get(friend) ?? null;

describe('when a friend was there last', () => {
  it('is on the disk within a minute, and after a disk without room as soon as there is some', () => {
    const seenAtMs = clock.nowMs();
    const end = fillDisk(files.database);
    keeper.note([friend]);
    clock.advance(60_000);
    expect([failures.length, written(), keeper.of(friend)]).toEqual([1, null, seenAtMs]);
    end();
    clock.advance(4_000);
    expect([failures.length, written()]).toEqual([1, seenAtMs]);
  });

  it('is forgotten in the transaction that ends the friendship, and not written afterwards', () => {
    keeper.note([friend]);
    clock.advance(60_000);
    keeper.note([friend]);
    files.store.transaction((write) => write.people.setRelation(friend, 'stranger', ''));
    expect(written()).toBeNull();
    keeper.forget(friend);
    clock.advance(60_000);
    expect([written(), keeper.of(friend), open().of(friend)]).toEqual([null, null, null]);
  });
});
