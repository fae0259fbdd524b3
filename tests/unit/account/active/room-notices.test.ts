import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoomNotices } from '../../../../main/account/active/room-notices';
import { ChangeSet } from '../../../../main/domain/change-set';
import { toNodeId } from '../../../../main/domain/ids';
import type { RoomStanding } from '../../../../main/domain/room';
import type { AccountNotice } from '../../../../main/ipc/messenger';
import type { StoreWriter } from '../../../../main/storage/account-store';
import { ManualClock } from '../../../support/manual-clock';
import { TestStore } from '../../../support/test-store';

const self = toNodeId('self');
const nodeOf = { tea: toNodeId('tea'), books: toNodeId('books') };
type Name = keyof typeof nodeOf;
const chatOf = (name: Name): string => `r:${name}`;

let files: TestStore;
let clock: ManualClock;
let notices: RoomNotices;
let told: AccountNotice[];
let muted: string | null;
const open = (): RoomNotices =>
  new RoomNotices(clock, {
    store: files.store,
    self: () => self,
    isMuted: (conversationId) => conversationId === muted,
    notify: (notice) => told.push(notice),
  });
beforeEach(() => {
  files = new TestStore();
  clock = new ManualClock();
  told = [];
  muted = null;
  notices = open();
});
afterEach(() => {
  notices.dispose();
  files.dispose();
});

function change(rooms: readonly Name[], work: (write: StoreWriter) => void): void {
  files.store.transaction(work);
  const changes = new ChangeSet();
  for (const name of rooms) changes.addRoom(nodeOf[name]);
  notices.changed(changes);
}
const stand = (name: Name, standing: RoomStanding): void =>
  change([name], ({ rooms }) => rooms.setStanding(nodeOf[name], standing));
const describeRoom = (name: Name, managers: readonly string[]): void =>
  change([name], ({ rooms }) =>
    rooms.setCard(nodeOf[name], {
      name: `room ${name}`,
      label: '',
      access: 'private',
      founder: toNodeId('founder'),
      managers: managers.map(toNodeId),
      createdAtMs: 1,
    }),
  );
const apply = (name: Name, ...nodes: readonly string[]): void =>
  change([name], ({ rooms }) => {
    for (const node of nodes)
      rooms.addApplication(nodeOf[name], { node: toNodeId(node), text: 'a secret reason', cameAtMs: 1 });
  });
const decide = (name: Name, node: string): void =>
  change([name], ({ rooms }) => rooms.removeApplication(nodeOf[name], toNodeId(node)));
const manage = (...names: readonly Name[]): void => {
  for (const name of names) {
    stand(name, 'member');
    describeRoom(name, ['self']);
  }
};
const applied = (name: Name, count: number, roomCount = 1) => ({
  kind: 'roomApplication',
  conversationId: chatOf(name),
  name: `room ${name}`,
  count,
  roomCount,
});

describe('notices of applications', () => {
  it('come at once for a room in which the account decides, and together for those that follow', () => {
    manage('tea', 'books');
    apply('tea', 'a');
    apply('tea', 'b');
    apply('books', 'b', 'c');
    expect(told).toEqual([applied('tea', 1)]);
    clock.advance(30_000);
    expect(told).toEqual([applied('tea', 1), applied('tea', 3, 2)]);
  });

  it('are not given where others decide, and are as soon as the account has become a manager', () => {
    stand('tea', 'member');
    describeRoom('tea', []);
    apply('tea', 'a', 'b');
    expect(told).toEqual([]);
    describeRoom('tea', ['self']);
    expect(told).toEqual([applied('tea', 2)]);
  });

  it('are not given again for the same one, for other words of it, or for those of before the start', () => {
    manage('tea');
    apply('tea', 'a');
    change(['tea'], ({ rooms }) =>
      rooms.addApplication(nodeOf.tea, { node: toNodeId('a'), text: 'please', cameAtMs: 2 }),
    );
    notices.dispose();
    notices = open();
    stand('tea', 'member');
    clock.advance(3_600_000);
    expect(told).toEqual([applied('tea', 1)]);
  });

  it('are not given for what was decided while they were gathered, and are taken back with the last one', () => {
    manage('tea');
    apply('tea', 'a');
    apply('tea', 'b');
    decide('tea', 'b');
    clock.advance(60_000);
    expect(told).toEqual([applied('tea', 1)]);
    decide('tea', 'a');
    expect(told).toEqual([applied('tea', 1), { kind: 'answered', what: 'roomApplication' }]);
  });

  it('are not given for a muted room, also when it was muted while they were gathered', () => {
    manage('tea', 'books');
    apply('books', 'a');
    apply('tea', 'a');
    muted = chatOf('tea');
    apply('books', 'b');
    clock.advance(60_000);
    apply('tea', 'c');
    clock.advance(600_000);
    expect(told).toEqual([applied('books', 1), applied('books', 1)]);
  });

  it('are few when one stranger applies and withdraws for hours', () => {
    manage('tea');
    for (let index = 0; index < 500; index += 1) {
      apply('tea', 'nagging');
      decide('tea', 'nagging');
      clock.advance(60_000);
    }
    expect(told.filter(({ kind }) => kind === 'roomApplication').length).toBeLessThan(10);
  });
});

describe('notices of what became of an own application', () => {
  it.each([
    ['member', true],
    ['declined', false],
  ] as const)('are given when the account is %s', (standing, isAdmitted) => {
    stand('tea', 'applied');
    describeRoom('tea', []);
    notices.dispose();
    notices = open();
    stand('tea', standing);
    stand('tea', standing);
    expect(told).toEqual([
      { kind: 'roomAnswer', conversationId: chatOf('tea'), name: 'room tea', isAdmitted },
    ]);
  });

  it('are not given for what the user does', () => {
    for (const standing of ['applied', 'none', 'applied', 'blocked', 'none', 'member', 'left'] as const)
      stand('tea', standing);
    expect(told).toEqual([]);
  });
});
