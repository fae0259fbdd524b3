import { afterEach, expect, it } from 'vitest';
import { mostEntries, mostMembers } from '../../../main/domain/list-limits';
import { BusinessType, FrameType, NodesType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { createFastClock } from '../../support/fast-clock';
import { SilentServer } from '../../support/silent-server';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let app: TestMessenger;
let server: SilentServer;
afterEach(async () => {
  await app.dispose();
  await server.stop();
});

const count = 100_000;
// Of a busy machine; what is measured elsewhere is no business of this test.
const patienceMs = 30_000;
const many = (name: string): string[] => Array.from({ length: count }, (_, index) => `${name}${index}`);

/** The account is in its rooms itself. */
const listed = (ntype: number): string[] => [
  ...(ntype === NodesType.roomMembers ? ['self'] : []),
  ...many(`list${ntype}-`),
];

/** A server whose lists are longer than any account's. */
function answerTo(frame: Frame): Frame | null {
  if (frame.type === FrameType.business && 'rtype' in frame.packet) {
    const { rtype } = frame.packet;
    const ntype = listOf.get(rtype);
    return ntype === undefined ? null : { type: FrameType.nodes, packet: { ntype, nodelist: listed(ntype) } };
  }
  if (frame.type === FrameType.nodes && 'ntype' in frame.packet) {
    const { ntype, nodelist = [] } = frame.packet;
    const cardsOf = <Card>(card: Card) => Object.fromEntries(nodelist.map((node) => [node, card]));
    const isPeople = ntype === NodesType.userInfo;
    return {
      type: FrameType.nodes,
      // Who decides in a room may ask whom it keeps out.
      packet: isPeople
        ? { ntype, usermap: cardsOf({}) }
        : { ntype, roommap: cardsOf({ founder: 'self', gtype: 1 }) },
    };
  }
  return null;
}

const listOf: ReadonlyMap<number, number> = new Map([
  [BusinessType.roster, NodesType.roster],
  [BusinessType.userRooms, NodesType.rooms],
  [BusinessType.roomUsers, NodesType.roomMembers],
  [BusinessType.blockRosterList, NodesType.blockRosterList],
  [BusinessType.blockRoomList, NodesType.blockRoomList],
  [BusinessType.blockRoomMemberList, NodesType.blockRoomMemberList],
]);

it('T46, P1: lists of a hundred thousand friends, rooms, members and all who are kept out reach the window as what it can show, with numbers', async () => {
  server = await SilentServer.start([], answerTo);
  app = new TestMessenger({ name: 'a', clock: createFastClock(4) });
  valueOf(await app.calls['account.signIn'](app.credentials(server.url)));
  // Those who are kept out are listed as well.
  const friendCount = async () => (await app.contacts()).filter(({ state }) => state === 'friend').length;
  // They come in steps.
  await eventually(async () => (await friendCount()) >= mostEntries.friends, patienceMs);
  await eventually(() => (app.current()?.leftOut.rooms ?? 0) > 0, patienceMs);
  await eventually(() => (app.current()?.leftOut.blocked ?? 0) > 0, patienceMs);
  expect(await friendCount()).toBe(mostEntries.friends);
  expect(app.current()?.leftOut).toEqual({
    friends: count - mostEntries.friends,
    requests: 0,
    blocked: count - mostEntries.blocked,
    rooms: count - mostEntries.rooms,
    applications: 0,
    messages: 0,
  });
  const rooms = (await app.conversations()).filter(({ kind }) => kind === 'room');
  expect(rooms).toHaveLength(mostEntries.rooms);
  const { node = '' } = rooms[0] ?? {};
  valueOf(await app.calls['rooms.refreshMembers']({ node, list: 'members' }));
  const wanted = { node, list: 'members', text: '', from: mostMembers - 100, limit: 200 } as const;
  const page = valueOf(await app.calls['rooms.members'](wanted));
  expect([page.members.length, page.count, page.leftOutCount]).toEqual([
    100,
    mostMembers,
    count + 1 - mostMembers,
  ]);
  valueOf(await app.calls['rooms.refreshMembers']({ node, list: 'blocked' }));
  const keptOut = valueOf(await app.calls['rooms.members']({ ...wanted, list: 'blocked' }));
  expect([keptOut.members.length, keptOut.count, keptOut.leftOutCount]).toEqual([
    100,
    mostMembers,
    count - mostMembers,
  ]);
  const blockedRooms = async () =>
    valueOf(await app.calls['rooms.list'](null)).filter(({ standing }) => standing === 'blocked').length;
  await eventually(async () => (await blockedRooms()) > 0, patienceMs);
  expect(await blockedRooms()).toBe(mostEntries.blocked);
});
