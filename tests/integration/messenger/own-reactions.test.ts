import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { createFastClock } from '../../support/fast-clock';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
/** Two devices of one account. */
let phone: TestMessenger;
let desk: TestMessenger;
let friend: TestMessenger;
let chat: string;
let chatOfFriend: string;
const clock = createFastClock(10);

beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  [phone, desk, friend] = ['a', 'a', 'b'].map((name) => new TestMessenger({ name, clock })) as [
    TestMessenger,
    TestMessenger,
    TestMessenger,
  ];
  const nodes = [await phone.signUp(server.url), await friend.signUp(server.url)] as const;
  await befriend(phone, friend, nodes);
  [chat, chatOfFriend] = [`u:${nodes[1]}`, `u:${nodes[0]}`];
  await signIn(desk);
  await friend.send(chatOfFriend, 'what do you say?');
  for (const device of [phone, desk])
    await eventually(async () => (await device.messages(chat)).length === 1);
});
afterEach(async () => {
  for (const messenger of [phone, desk, friend]) await messenger.dispose();
  await server.stop();
});

async function signIn(device: TestMessenger): Promise<void> {
  valueOf(await device.calls['account.signIn'](device.credentials(server.url)));
  await device.isOnline();
}
const isOpen = async (device: TestMessenger) => (await device.messages(chat)).length === 1;
async function react(device: TestMessenger, emoji: string | null): Promise<void> {
  const [message] = await device.messages(chat);
  valueOf(await device.calls['messages.react']({ messageId: message?.messageId ?? '', emoji }));
}
const signs = async (messenger: TestMessenger, id = chat) =>
  ((await messenger.messages(id))[0]?.reactions ?? []).map(({ emoji, isMine }) =>
    isMine ? emoji : `${emoji} of a`,
  );
/** Both devices show this as what the user says, and the friend as what somebody says. */
async function allShow(emoji: string | null): Promise<void> {
  const own = emoji === null ? [] : [emoji];
  const all = [own, own, own.map((sign) => `${sign} of a`)];
  const shown = async () => [await signs(phone), await signs(desk), await signs(friend, chatOfFriend)];
  await eventually(async () => JSON.stringify(await shown()) === JSON.stringify(all)).catch(async () => {
    expect(await shown()).toEqual(all);
  });
}
const restarted = (device: TestMessenger) =>
  new TestMessenger({ name: 'a', clock, dataDirectory: device.dataDirectory });

describe('a reaction one to one', () => {
  it('that is given, changed and withdrawn on one device is so on the others', async () => {
    await react(phone, '👍');
    await allShow('👍');
    await react(desk, '😂');
    await allShow('😂');
    await react(phone, null);
    await allShow(null);
  });

  it('is learnt by a device that was away from one that is there, whichever of them said it, and so is a withdrawal', async () => {
    await react(desk, '👍');
    await allShow('👍');
    await desk.stop();
    await react(phone, '🙏');
    await eventually(async () => (await signs(friend, chatOfFriend))[0] === '🙏 of a');
    desk = restarted(desk);
    await desk.messenger.start();
    await desk.isOnline();
    await eventually(() => isOpen(desk));
    await allShow('🙏');
    await desk.stop();
    await react(phone, null);
    await eventually(async () => (await signs(friend, chatOfFriend)).length === 0);
    desk = restarted(desk);
    await desk.messenger.start();
    await desk.isOnline();
    await allShow(null);
  });

  it('is learnt by a device that signs in for the first time', async () => {
    await react(phone, '👍');
    await allShow('👍');
    await desk.dispose();
    desk = new TestMessenger({ name: 'a', clock });
    await signIn(desk);
    await eventually(() => isOpen(desk));
    await allShow('👍');
  });

  it('goes with its message on every device, and no device brings it back', async () => {
    await react(phone, '👍');
    await allShow('👍');
    const [message] = await friend.messages(chatOfFriend);
    valueOf(await friend.calls['messages.revoke']({ messageId: message?.messageId ?? '' }));
    const kinds = async () => [(await phone.messages(chat))[0], (await desk.messages(chat))[0]];
    await eventually(async () => (await kinds()).every((shown) => shown?.body.kind === 'revoked'));
    await desk.stop();
    desk = restarted(desk);
    await desk.messenger.start();
    await desk.isOnline();
    await allShow(null);
  });
});
