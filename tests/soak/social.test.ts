import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../main/embedded-server/start-server';
import type { Result } from '../../preload/contract/result';
import { eventually, TestMessenger, valueOf } from '../support/test-messenger';
import { writeSoakReport } from '../support/soak';

// Against a live server with SERVER=ws://host:port/tim; else against the one of this program.
const live = process.env['SERVER'];
const patienceMs = 60_000;

let server: RunningServer | null = null;
let url: string;
const named = (name: string): string => `${name}-${process.pid}-${Date.now() % 1_000_000}`;
const [ann, ben, cat] = ['ann', 'ben', 'cat'].map((name) => new TestMessenger({ name: named(name) })) as [
  TestMessenger,
  TestMessenger,
  TestMessenger,
];
let nodes: { readonly ann: string; readonly ben: string; readonly cat: string };
const seen: string[] = [];

beforeAll(async () => {
  server = live === undefined ? await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 }) : null;
  url = live ?? server?.url ?? '';
  nodes = { ann: await ann.signUp(url), ben: await ben.signUp(url), cat: await cat.signUp(url) };
});
afterAll(async () => {
  for (const one of [ann, ben, cat]) await one.dispose();
  await server?.stop();
  writeSoakReport('social', { server: live ?? 'embedded', seen });
});

const until = (what: string, holds: () => boolean | Promise<boolean>): Promise<void> =>
  eventually(holds, patienceMs).then(
    () => void seen.push(what),
    () => Promise.reject(new Error(`not seen: ${what}`)),
  );
const stateOf = async (who: TestMessenger, node: string) =>
  (await who.contacts()).find((contact) => contact.node === node)?.state ?? 'none';
const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.failure.code);
const room = async (who: TestMessenger, node: string) =>
  valueOf(await who.calls['rooms.byNodes']({ nodes: [node] }))[0];
const texts = async (who: TestMessenger, chat: string): Promise<readonly string[]> =>
  (await who.messages(chat)).flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));

it('three apps are friends, strangers and members as one of them says, on any server', async () => {
  // Friends.
  valueOf(await ann.calls['contacts.add']({ node: nodes.ben, greeting: '我是安' }));
  await until('a request', async () => (await stateOf(ben, nodes.ann)) === 'incoming');
  expect((await ben.contacts())[0]?.greeting).toBe('我是安');
  expect(codeOf(await ann.calls['contacts.add']({ node: nodes.ben, greeting: '' }))).toBe('alreadyRequested');
  valueOf(await ben.calls['contacts.decline']({ node: nodes.ann }));
  valueOf(await ben.calls['contacts.reconsider']({ node: nodes.ann }));
  valueOf(await ben.calls['contacts.accept']({ node: nodes.ann }));
  await until('friends', async () => (await stateOf(ann, nodes.ben)) === 'friend');
  await ann.send(`u:${nodes.ben}`, 'hello');
  await until('a message', async () => (await texts(ben, `u:${nodes.ann}`)).includes('hello'));
  // Own requests are withdrawn.
  valueOf(await ann.calls['contacts.add']({ node: nodes.cat, greeting: '' }));
  await until('a second request', async () => (await stateOf(cat, nodes.ann)) === 'incoming');
  valueOf(await ann.calls['contacts.remove']({ node: nodes.cat }));
  await until('a withdrawn request', async () => (await stateOf(cat, nodes.ann)) === 'none');
  expect(codeOf(await cat.calls['contacts.accept']({ node: nodes.ann }))).toBe('requestGone');
  // Profiles and presence.
  valueOf(await ann.calls['profile.change']({ nickname: '林小满', status: '在路上' }));
  await until('a nickname', async () => (await ben.contacts()).some(({ name }) => name === '林小满'));
  valueOf(await ann.calls['presence.choose']({ choice: 'busy', note: '开会' }));
  const presence = async (): Promise<string> => {
    const [view] = valueOf(await ben.calls['presence.byNodes']({ nodes: [nodes.ann] }));
    return `${view?.presence ?? 'offline'} ${view?.note ?? ''}`;
  };
  await until('a presence', async () => (await presence()) === 'busy 开会');
  valueOf(await ann.calls['typing.note']({ conversationId: `u:${nodes.ben}`, isTyping: true }));
  await until('typing', async () => valueOf(await ben.calls['typing.list'](null)).length === 1);
  valueOf(await ann.calls['presence.choose']({ choice: 'invisible', note: '' }));
  await until('somebody invisible', async () => (await presence()).startsWith('offline'));
  valueOf(await ann.calls['presence.choose']({ choice: 'online', note: '' }));
  await until('somebody visible', async () => (await presence()).startsWith('online'));
  // A private room.
  const { node } = valueOf(await ann.calls['rooms.create']({ title: '茶水间', isOpen: false }));
  valueOf(await ann.calls['rooms.pull']({ node, people: [nodes.ben] }));
  await until('a member', async () => (await room(ben, node))?.standing === 'member');
  expect(valueOf(await cat.calls['rooms.look']({ node })).name).toBe('茶水间');
  expect(valueOf(await cat.calls['rooms.join']({ node, greeting: '让我进来' }))).toEqual({ joined: false });
  const waiting = async () =>
    valueOf(await ann.calls['rooms.applications']({ node })).map(({ text }) => text);
  await until('an application', async () => (await waiting()).includes('让我进来'));
  valueOf(await ann.calls['rooms.reject']({ node, applicant: nodes.cat }));
  await until('a refusal', async () => (await room(cat, node))?.standing === 'declined');
  valueOf(await cat.calls['rooms.join']({ node, greeting: '再来' }));
  await until('a second application', async () => (await waiting()).includes('再来'));
  valueOf(await ann.calls['rooms.approve']({ node, applicant: nodes.cat }));
  await until('an approval', async () => (await room(cat, node))?.standing === 'member');
  await cat.send(`r:${node}`, 'thanks');
  await until('a message in the room', async () => (await texts(ben, `r:${node}`)).includes('thanks'));
  // Strangers write to each other through the room.
  const chat = valueOf(await cat.calls['rooms.writePrivately']({ node, member: nodes.ben }));
  await cat.send(chat.conversationId, 'privately');
  await until('a private message', async () => (await texts(ben, `u:${nodes.cat}`)).includes('privately'));
  // Managers.
  valueOf(await ann.calls['rooms.setManager']({ node, member: nodes.ben, isManager: true }));
  valueOf(await ben.calls['rooms.look']({ node }));
  expect((await room(ben, node))?.role).toBe('manager');
  valueOf(await ben.calls['rooms.edit']({ node, name: '休息室' }));
  valueOf(await ann.calls['rooms.look']({ node }));
  expect((await room(ann, node))?.name).toBe('休息室');
  valueOf(await ben.calls['rooms.kick']({ node, member: nodes.cat }));
  await until('a removal', async () => (await room(cat, node))?.standing === 'out');
  valueOf(await ben.calls['rooms.blockMember']({ node, member: nodes.cat }));
  expect(codeOf(await cat.calls['rooms.join']({ node, greeting: '' }))).toBe('blockedByRoom');
  valueOf(await ben.calls['rooms.unblockMember']({ node, member: nodes.cat }));
  expect(codeOf(await cat.calls['rooms.join']({ node, greeting: '' }))).toBe('ok');
  valueOf(await cat.calls['rooms.withdraw']({ node }));
  // Ends.
  expect(codeOf(await ann.calls['rooms.leave']({ node }))).toBe('founderCannotLeave');
  valueOf(await ben.calls['rooms.leave']({ node }));
  await until('an end', async () => (await ann.calls['rooms.cancel']({ node })).ok);
  valueOf(await ben.calls['contacts.block']({ node: nodes.ann }));
  expect(codeOf(await cat.calls['contacts.add']({ node: nodes.ann, greeting: '' }))).toBe('ok');
  valueOf(await ben.calls['contacts.remove']({ node: nodes.ann }));
  await until('the end of a friendship', async () => (await stateOf(ann, nodes.ben)) !== 'friend');
  valueOf(await ann.calls['contacts.add']({ node: nodes.ben, greeting: 'again' }));
  await until('a request once more', async () => (await stateOf(ben, nodes.ann)) === 'incoming');
});
