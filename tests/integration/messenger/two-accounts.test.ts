import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { leftoversOf } from '../../e2e/support/leftovers';
import { otherAccount } from '../../support/simulation/simulated-device';
import { World } from '../../support/simulation/world';
import {
  accountCalls,
  eventually,
  TestMessenger,
  valueOf,
  type AccountCallsOfTest,
} from '../../support/test-messenger';

interface OpenAccount {
  readonly accountId: string;
  readonly node: string;
  readonly calls: AccountCallsOfTest;
}

let servers: RunningServer[];
let app: TestMessenger;
let friend: TestMessenger;

const serverAt = () => startEmbeddedServer({ requestRate: 0, passwordCost: 1_024 });

/** Signs up in the app under a name of its own; the accounts that are open stay open. */
async function signUp(name: string, serverUrl: string): Promise<OpenAccount> {
  const credentials = { ...app.credentials(serverUrl), name };
  const { accountId, node } = valueOf(await app.calls['account.signUp'](credentials));
  const calls = accountCalls(app.messenger, () => accountId);
  await eventually(() => stateOf(accountId) === 'online');
  return { accountId, node, calls };
}

const stateOf = (accountId: string) =>
  app.messenger.snapshot().accounts.find(({ account }) => account.accountId === accountId)?.connection.state;
const chatIdsOf = async ({ calls }: OpenAccount) =>
  valueOf(await calls['conversations.list']({ after: null, limit: 500 })).map(
    ({ conversationId }) => conversationId,
  );
const textsOf = async ({ calls }: OpenAccount, conversationId: string) =>
  valueOf(await calls['messages.page']({ conversationId, before: null, limit: 50 })).messages.map(
    ({ body }) => (body.kind === 'text' ? body.text : body.kind),
  );
const found = async ({ calls }: OpenAccount, text: string) =>
  valueOf(await calls['messages.search']({ text, conversationId: null, before: null, limit: 10 })).hits
    .length;
const draft = (conversationId: string, text: string) => ({
  draftId: crypto.randomUUID(),
  conversationId,
  text,
  replyToId: null,
  mentions: [],
  mode: 'asChat' as const,
  burnSeconds: null,
  pictureCount: 0,
  isTakenBack: false,
});
const sending = (conversationId: string, text: string) => ({
  conversationId,
  text,
  burnSeconds: null,
  replyToId: null,
  mentions: [],
});

/** Makes an account of the app and the friend's messenger friends. */
async function meet(account: OpenAccount, friendNode: string): Promise<void> {
  valueOf(await account.calls['contacts.add']({ node: friendNode, greeting: '' }));
  await eventually(async () => (await friend.contacts()).some(({ node }) => node === account.node));
  valueOf(await friend.calls['contacts.accept']({ node: account.node }));
  await eventually(async () => (await chatIdsOf(account)).includes(`u:${friendNode}`));
}

describe.each(['the same server', 'different servers'])('two accounts in one messenger, on %s', (where) => {
  let lin: OpenAccount;
  let wang: OpenAccount;
  let friendChat: string;

  beforeEach(async () => {
    servers = [await serverAt()];
    if (where === 'different servers') servers.push(await serverAt());
    const [first, second = first] = servers.map(({ url }) => url);
    app = new TestMessenger({ name: 'app' });
    friend = new TestMessenger({ name: 'friend' });
    const friendNode = await friend.signUp(first ?? '');
    lin = await signUp('lin', first ?? '');
    wang = await signUp('wang', second ?? '');
    friendChat = `u:${friendNode}`;
    await meet(lin, friendNode);
  });
  afterEach(async () => {
    await Promise.all([app.dispose(), friend.dispose()]);
    await Promise.all(servers.map((server) => server.stop()));
  });

  it('are both online at once, and each has its own chats, texts, drafts and finds', async () => {
    expect([stateOf(lin.accountId), stateOf(wang.accountId)]).toEqual(['online', 'online']);
    valueOf(await lin.calls['messages.send'](sending(friendChat, 'only lin says this')));
    await friend.send(`u:${lin.node}`, 'only lin hears this');
    await eventually(async () => (await textsOf(lin, friendChat)).includes('only lin hears this'));
    valueOf(await lin.calls['drafts.keep'](draft(friendChat, 'half a sentence of lin')));
    expect(await chatIdsOf(wang)).toEqual([]);
    expect(await textsOf(wang, friendChat)).toEqual([]);
    expect([await found(lin, 'only lin'), await found(wang, 'only lin')]).toEqual([2, 0]);
    expect(valueOf(await lin.calls['drafts.list'](null)).map(({ text }) => text)).toEqual([
      'half a sentence of lin',
    ]);
    expect(valueOf(await wang.calls['drafts.list'](null))).toEqual([]);
    expect(valueOf(await wang.calls['contacts.list']({ after: null, limit: 500 }))).toEqual([]);
  });

  it('do nothing with the messages of the other, whatever a call asks for', async () => {
    const { messageId } = valueOf(await lin.calls['messages.send'](sending(friendChat, 'of lin')));
    const refused = { ok: false };
    expect(await wang.calls['messages.revoke']({ messageId })).toMatchObject(refused);
    expect(await wang.calls['messages.reveal']({ messageId })).toMatchObject(refused);
    expect(await wang.calls['messages.burnNow']({ messageId })).toMatchObject(refused);
    expect(await wang.calls['messages.reedit']({ messageId })).toMatchObject(refused);
    expect(await wang.calls['messages.more']({ messageId, from: 0 })).toMatchObject(refused);
    expect(valueOf(await wang.calls['messages.byIds']({ messageIds: [messageId] }))).toEqual([]);
    expect(valueOf(await wang.calls['messages.quote']({ messageId }))).toEqual({ kind: 'missing' });
    valueOf(await lin.calls['messages.revoke']({ messageId }));
    expect(await wang.calls['messages.reedit']({ messageId })).toMatchObject(refused);
    expect(valueOf(await lin.calls['messages.reedit']({ messageId })).text).toBe('of lin');
  });

  it('tell changes and notices in their own name alone', async () => {
    app.changes.length = 0;
    app.notices.length = 0;
    await friend.send(`u:${lin.node}`, 'for lin');
    await eventually(() => app.notices.length > 0);
    expect(new Set(app.notices.map(({ accountId }) => accountId))).toEqual(new Set([lin.accountId]));
    const told = app.changes.filter(({ kind }) => kind === 'messages' || kind === 'conversations');
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ accountId }) => accountId))).toEqual(new Set([lin.accountId]));
    expect(app.messenger.unreadTotal()).toBe(1);
  });

  it.each<[string, 'account.signIn' | 'account.signUp', string, string]>([
    ['a wrong password', 'account.signIn', 'somebody', 'wrongPassword'],
    ['a name that is taken', 'account.signUp', 'lin', 'accountExists'],
    ['a wrong password of an open account', 'account.signIn', 'lin', 'wrongPassword'],
    ['a wrong password of the account that is shown', 'account.signIn', 'wang', 'wrongPassword'],
  ])('stay open and shown as they were after %s', async (_what, call, name, code) => {
    const states = new Set([app.messenger.snapshot().startState]);
    const shown = new Set([app.messenger.currentAccountId()]);
    app.messenger.onChange(() => {
      const { startState, currentAccountId, accounts } = app.messenger.snapshot();
      states.add(startState);
      shown.add(currentAccountId);
      // Nobody who is not let in is ever among the open ones.
      for (const { account } of accounts)
        expect([lin.accountId, wang.accountId]).toContain(account.accountId);
    });
    const serverUrl = servers[name === 'wang' ? servers.length - 1 : 0]?.url ?? '';
    const credentials = { ...app.credentials(serverUrl), name, password: 'not this one' };
    expect(await app.calls[call](credentials)).toEqual({ ok: false, failure: { code } });
    // The files of an account are opened once: while its own new password is tried, another one is shown.
    if (name !== 'wang') expect([...shown]).toEqual([wang.accountId]);
    expect(states.size).toBe(1);
    expect(app.messenger.currentAccountId()).toBe(wang.accountId);
    expect(app.messenger.snapshot().accounts).toHaveLength(2);
    valueOf(await lin.calls['messages.send'](sending(friendChat, 'still here')));
  });

  it('do not disturb each other when one leaves, and its calls are refused from then on', async () => {
    valueOf(await wang.calls['account.signOut']({ data: 'keep' }));
    expect(stateOf(lin.accountId)).toBe('online');
    expect(app.messenger.snapshot().accounts.map(({ account }) => account.accountId)).toEqual([
      lin.accountId,
    ]);
    expect(app.messenger.currentAccountId()).toBe(lin.accountId);
    const left = { ok: false, failure: { code: 'notSignedIn' } };
    expect(await wang.calls['account.signOut']({ data: 'keep' })).toEqual(left);
    expect(await wang.calls['conversations.list']({ after: null, limit: 500 })).toEqual(left);
    valueOf(await lin.calls['messages.send'](sending(friendChat, 'still here')));
    await eventually(async () =>
      (await friend.messages(`u:${lin.node}`)).some(({ body }) => body.kind === 'text'),
    );
  });

  it('are both open again after a restart, and the same one is shown', async () => {
    await app.stop();
    app = new TestMessenger({ name: 'app', dataDirectory: app.dataDirectory });
    await app.messenger.start();
    expect(app.messenger.currentAccountId()).toBe(wang.accountId);
    await eventually(() => stateOf(lin.accountId) === 'online' && stateOf(wang.accountId) === 'online');
    expect(app.messenger.currentAccountId()).toBe(wang.accountId);
    app.messenger.show(lin.accountId);
    expect(app.messenger.currentAccountId()).toBe(lin.accountId);
  });

  it('have the last message taken back that either has sent', async () => {
    const other = new TestMessenger({ name: 'other friend' });
    try {
      const url = servers.at(-1)?.url ?? '';
      const node = await other.signUp(url);
      valueOf(await wang.calls['contacts.add']({ node, greeting: '' }));
      await eventually(async () => (await other.contacts()).some((contact) => contact.node === wang.node));
      valueOf(await other.calls['contacts.accept']({ node: wang.node }));
      await eventually(async () => (await chatIdsOf(wang)).includes(`u:${node}`));
      valueOf(await wang.calls['messages.send'](sending(`u:${node}`, 'first')));
      await eventually(async () => (await other.messages(`u:${wang.node}`)).length === 1);
      valueOf(await lin.calls['messages.send'](sending(friendChat, 'last')));
      await eventually(async () => (await friend.messages(`u:${lin.node}`)).length === 1);
      valueOf(app.messenger.revokeLast());
      await eventually(async () => (await textsOf(lin, friendChat)).includes('revoked'));
      expect(await textsOf(wang, `u:${node}`)).toEqual(['first']);
    } finally {
      await other.dispose();
    }
  });
});

describe('burn messages of two accounts in one messenger', () => {
  it('burn in time in both, whichever is shown', async () => {
    const world = await World.create(22);
    try {
      const secret = 'two-accounts-secret-4711';
      const reader = world.devices.b.require();
      const ownId = reader.messenger.currentAccountId() ?? '';
      const own = accountCalls(reader.messenger, () => ownId);
      valueOf(await world.during(reader.calls['account.signIn'](world.devices.b.credentials(otherAccount))));
      await world.pass(2_000);
      const otherId = reader.messenger.currentAccountId() ?? '';
      const other = accountCalls(reader.messenger, () => otherId);
      expect(otherId).not.toBe(ownId);
      // Each gets a burn message: one from the friend that is there, one from the account beside it.
      await world.devices.a.require().send(world.chatOn('a', 'pair'), secret, 5);
      const otherNode = reader.current()?.account.node ?? '';
      valueOf(await world.during(own['contacts.add']({ node: otherNode, greeting: '' })));
      valueOf(await world.during(other['contacts.accept']({ node: world.nodeOf('b') })));
      await world.pass(1_000);
      const request = { text: secret, burnSeconds: 8, replyToId: null, mentions: [] };
      valueOf(await world.during(own['messages.send']({ ...request, conversationId: `u:${otherNode}` })));
      await world.pass(1_000);
      const newestIn = async (calls: typeof own, conversationId: string) =>
        valueOf(await calls['messages.page']({ conversationId, before: null, limit: 5 })).messages.at(-1);
      const pair = world.chatOn('b', 'pair');
      const ownChat = `u:${world.nodeOf('b')}`;
      const first = await newestIn(own, pair);
      const second = await newestIn(other, ownChat);
      valueOf(await own['messages.reveal']({ messageId: first?.messageId ?? '' }));
      valueOf(await other['messages.reveal']({ messageId: second?.messageId ?? '' }));
      await world.pass(4_900);
      expect((await newestIn(own, pair))?.body.kind).toBe('burnRevealed');
      await world.pass(200);
      expect((await newestIn(own, pair))?.body.kind).toBe('burned');
      expect((await newestIn(other, ownChat))?.body.kind).toBe('burnRevealed');
      await world.pass(3_000);
      expect((await newestIn(other, ownChat))?.body.kind).toBe('burned');
      await world.pass(2_000);
      expect(leftoversOf(secret, reader.dataDirectory)).toEqual([]);
    } finally {
      await world.dispose();
    }
  });
});
