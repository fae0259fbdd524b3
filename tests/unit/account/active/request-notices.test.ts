import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestNotices } from '../../../../main/account/active/request-notices';
import { ChangeSet } from '../../../../main/domain/change-set';
import { toNodeId } from '../../../../main/domain/ids';
import type { Relation } from '../../../../main/domain/person';
import { ManualClock } from '../../../support/manual-clock';
import { TestStore } from '../../../support/test-store';

let files: TestStore;
let clock: ManualClock;
let notices: RequestNotices;
let told: unknown[];
beforeEach(() => {
  files = new TestStore();
  clock = new ManualClock();
  told = [];
  notices = new RequestNotices(clock, {
    store: files.store,
    nameOf: (node) => `name of ${node}`,
    notify: (notice) => told.push(notice),
  });
});
afterEach(() => {
  notices.dispose();
  files.dispose();
});

function stand(name: string, relation: Relation): void {
  const node = toNodeId(name);
  files.store.transaction(({ people }) => people.setRelation(node, relation, ''));
  const changes = new ChangeSet();
  changes.addContact(node);
  notices.changed(changes);
}
function ask(name: string): void {
  stand(name, 'incoming');
  notices.asked(new Set([toNodeId(name)]));
}
const notice = (name: string, count: number) => ({ kind: 'friendRequest', name: `name of ${name}`, count });
const answered = { kind: 'answered', what: 'friendRequest' };

describe('notices of friend requests', () => {
  it('name the first who asks, and say how many there are', () => {
    ask('a');
    ask('b');
    ask('c');
    clock.advance(30_000);
    expect(told).toEqual([notice('a', 1), notice('b', 2)]);
  });

  it('are taken back when the last request is answered, withdrawn or put aside, and not before', () => {
    ask('a');
    ask('b');
    stand('a', 'friend');
    expect(told).toEqual([notice('a', 1)]);
    stand('b', 'declined');
    stand('c', 'friend');
    expect(told).toEqual([notice('a', 1), answered]);
    clock.advance(600_000);
    expect(told).toEqual([notice('a', 1), answered]);
  });
});
