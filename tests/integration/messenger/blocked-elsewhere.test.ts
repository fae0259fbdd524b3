import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startEmbeddedServer,
  type RunningServer,
  type ServerHouse,
} from '../../../main/embedded-server/start-server';
import { toDisposable } from '../../../main/platform/disposable';
import { createFastClock } from '../../support/fast-clock';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let house: ServerHouse;
/** Two devices of one account. */
let phone: TestMessenger;
let desk: TestMessenger;
let friend: TestMessenger;
let self: string;
let node: string;
// Empty lists are told by silence, which takes seconds.
const clock = createFastClock(10);
beforeEach(async () => {
  server = await startEmbeddedServer({
    requestRate: 0,
    passwordCost: 1024,
    deviceLimit: 5,
    inhabitant: (moved) => {
      house = moved;
      return toDisposable(() => undefined);
    },
  });
  [phone, desk] = [new TestMessenger({ name: 'a', clock }), new TestMessenger({ name: 'a', clock })];
  friend = new TestMessenger({ name: 'b', clock });
  self = await phone.signUp(server.url);
  node = await friend.signUp(server.url);
  await befriend(phone, friend, [self, node]);
  valueOf(await desk.calls['account.signIn'](desk.credentials(server.url)));
  await stands(desk, 'friend');
});
afterEach(async () => {
  for (const messenger of [phone, desk, friend]) await messenger.dispose();
  await server.stop();
});

const stateAt = async (who: TestMessenger, of: string): Promise<string> =>
  (await who.contacts()).find((contact) => contact.node === of)?.state ?? 'none';
const stands = (who: TestMessenger, state: string): Promise<void> =>
  eventually(async () => (await stateAt(who, node)) === state);
const texts = async (who: TestMessenger, chat: string): Promise<readonly unknown[]> =>
  (await who.messages(chat)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
/** A new sign-in over the same data, which asks for every list. */
const signInAgain = async (who: TestMessenger): Promise<void> => {
  const [known] = who.messenger.snapshot().knownAccounts;
  if (known === undefined) throw new Error('there is no account');
  valueOf(await who.calls['account.signOut']({ data: 'keep' }));
  valueOf(await who.calls['account.resume']({ accountId: known.accountId }));
  await who.isOnline();
};

describe('somebody who is blocked on one device', () => {
  beforeEach(async () => {
    valueOf(await phone.calls['contacts.block']({ node }));
  });

  it('is blocked on the other one from its next sign-in on, also when nobody else is a friend', async () => {
    expect(await stateAt(desk, node)).toBe('friend');
    await signInAgain(desk);
    await stands(desk, 'blocked');
    expect(await desk.calls['contacts.add']({ node, greeting: '' })).toMatchObject({
      failure: { code: 'blockedByYou' },
    });
  });

  it('and added on the other one, which did not know, is a friend on both: the server lets them through', async () => {
    valueOf(await desk.calls['contacts.add']({ node, greeting: 'again' }));
    await stands(desk, 'friend');
    expect(house.context.friends.roster(self)).toEqual([node]);
    expect(house.context.friends.blockedAccounts(self)).toEqual([node]);
    expect(await stateAt(phone, node)).toBe('blocked');
    // What comes from them shows the first device that they are blocked no more.
    await friend.send(`u:${self}`, 'am I heard?');
    await stands(phone, 'friend');
    await phone.send(`u:${node}`, 'you are');
    await eventually(async () => (await texts(friend, `u:${self}`)).includes('you are'));
    for (const device of [phone, desk]) await signInAgain(device);
    await eventually(async () => (await texts(desk, `u:${node}`)).includes('you are'));
    expect([await stateAt(phone, node), await stateAt(desk, node)]).toEqual(['friend', 'friend']);
  });

  it('and added on the other one can be blocked again, and let go of, on both', async () => {
    valueOf(await desk.calls['contacts.add']({ node, greeting: 'again' }));
    await stands(desk, 'friend');
    valueOf(await desk.calls['contacts.block']({ node }));
    for (const device of [phone, desk]) await signInAgain(device);
    for (const device of [phone, desk]) await stands(device, 'blocked');
    valueOf(await desk.calls['contacts.remove']({ node }));
    expect(house.context.friends.blockedAccounts(self)).toEqual([]);
    expect(await stateAt(desk, node)).toBe('none');
  });
});
