import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { ContactView } from '../../../preload/contract/views';
import { systemClock } from '../../../main/platform/clock';
import { createFastClock } from '../../support/fast-clock';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let a: TestMessenger;
let b: TestMessenger;
let nodes: [string, string];
// Empty lists are told by silence, which takes seconds.
const clock = createFastClock(10);
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  a = new TestMessenger({ name: '林小满', clock });
  b = new TestMessenger({ name: 'Alice', encoding: 'json', clock });
  nodes = [await a.signUp(server.url), await b.signUp(server.url)];
});
afterEach(async () => {
  await a.dispose();
  await b.dispose();
  await server.stop();
});

type State = ContactView['state'] | 'none';
/** How `of` stands to the account of `who`. */
const stateAt = async (who: TestMessenger, of: string): Promise<State> =>
  (await who.contacts()).find(({ node }) => node === of)?.state ?? 'none';
const aSeesB = (): Promise<State> => stateAt(a, nodes[1]);
const bSeesA = (): Promise<State> => stateAt(b, nodes[0]);
const stands = (seen: () => Promise<State>, state: State): Promise<void> =>
  eventually(async () => (await seen()) === state);
const ask = async (greeting: string): Promise<void> => {
  valueOf(await a.calls['contacts.add']({ node: nodes[1], greeting }));
  await stands(bSeesA, 'incoming');
};

describe('a friend request', () => {
  it('that is declined is put aside here alone, and can be taken back and accepted', async () => {
    await ask('我是小满');
    valueOf(await b.calls['contacts.decline']({ node: nodes[0] }));
    expect(await b.contacts()).toMatchObject([{ node: nodes[0], state: 'declined', greeting: '我是小满' }]);
    expect(await aSeesB()).toBe('outgoing');
    valueOf(await b.calls['contacts.reconsider']({ node: nodes[0] }));
    expect(await bSeesA()).toBe('incoming');
    valueOf(await b.calls['contacts.accept']({ node: nodes[0] }));
    await stands(aSeesB, 'friend');
    expect(await bSeesA()).toBe('friend');
  });

  it('that was declined is accepted by asking back', async () => {
    await ask('hi');
    valueOf(await b.calls['contacts.decline']({ node: nodes[0] }));
    valueOf(await b.calls['contacts.add']({ node: nodes[0], greeting: '' }));
    await stands(aSeesB, 'friend');
  });

  it('that is withdrawn is gone on both sides, and cannot be accepted or put aside any more', async () => {
    await ask('hi');
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    expect(await aSeesB()).toBe('none');
    await stands(bSeesA, 'none');
    for (const answer of ['contacts.decline', 'contacts.accept'] as const)
      expect(await b.calls[answer]({ node: nodes[0] })).toEqual({
        ok: false,
        failure: { code: 'requestGone' },
      });
    expect(await bSeesA()).toBe('none');
  });
});

describe('requests that cross', () => {
  // The server confirms a request by silence alone, and all of this happens within that.
  beforeEach(async () => {
    for (const one of [a, b]) await one.dispose();
    a = new TestMessenger({ name: '林小满的', clock: systemClock });
    b = new TestMessenger({ name: 'Alice too', encoding: 'json', clock: systemClock });
    nodes = [await a.signUp(server.url), await b.signUp(server.url)];
  });

  it('make friends of both, and leave no request behind', async () => {
    const both = await Promise.all([
      a.calls['contacts.add']({ node: nodes[1], greeting: 'hi' }),
      b.calls['contacts.add']({ node: nodes[0], greeting: 'hi' }),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    await stands(aSeesB, 'friend');
    await stands(bSeesA, 'friend');
    await a.send(`u:${nodes[1]}`, 'there you are');
    await eventually(async () => (await b.messages(`u:${nodes[0]}`)).length === 1);
    expect([(await a.contacts()).length, (await b.contacts()).length]).toEqual([1, 1]);
  });

  it('with their acceptance are a friendship, though nobody has confirmed the request yet', async () => {
    const adding = a.calls['contacts.add']({ node: nodes[1], greeting: 'hi' });
    await stands(bSeesA, 'incoming');
    valueOf(await b.calls['contacts.accept']({ node: nodes[0] }));
    await stands(aSeesB, 'friend');
    valueOf(await adding);
    expect(await aSeesB()).toBe('friend');
  });
});

describe('somebody who is added', () => {
  const refused = (code: string) => ({ ok: false, failure: { code } });
  const add = (node: string) => a.calls['contacts.add']({ node, greeting: '' });

  it('is found by the link as well, and is a friend at once who has asked before', async () => {
    expect(valueOf(await add(` tim://add/${nodes[1]}/ `))).toEqual({ node: nodes[1], isFriend: false });
    await stands(bSeesA, 'incoming');
    expect(valueOf(await b.calls['contacts.add']({ node: `tim://add/${nodes[0]}`, greeting: '' }))).toEqual({
      node: nodes[0],
      isFriend: true,
    });
  });

  it('is refused in words when there is nobody: nothing, a broken link, an unknown id, the own one, a room', async () => {
    const room = valueOf(await a.calls['rooms.create']({ title: '周会', isOpen: true }));
    expect(await add('  ')).toEqual(refused('idEmpty'));
    expect(await add(`tim://add/${nodes[1]}?x`)).toEqual(refused('linkUnreadable'));
    expect(await add('1'.repeat(40))).toEqual(refused('unknownAccount'));
    expect(await add('zzzzzzzzzzz')).toEqual(refused('unknownAccount'));
    expect(await add(nodes[0])).toEqual(refused('cannotAddYourself'));
    expect(await add(`tim://add/${nodes[0]}`)).toEqual(refused('cannotAddYourself'));
    expect(await add(room.node)).toEqual(refused('thatIsARoom'));
    expect(valueOf(await a.calls['contacts.list']({ after: null, limit: 500 }))).toEqual([]);
  });
});

describe('a friendship', () => {
  beforeEach(() => befriend(a, b, nodes));

  it('ends on both sides, also when it was the only one; what was said stays', async () => {
    await a.send(`u:${nodes[1]}`, 'stays');
    await eventually(async () => (await b.messages(`u:${nodes[0]}`)).length === 1);
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    expect(await aSeesB()).toBe('none');
    await stands(bSeesA, 'none');
    for (const [who, chat] of [
      [a, `u:${nodes[1]}`],
      [b, `u:${nodes[0]}`],
    ] as const) {
      expect(await who.messages(chat)).toMatchObject([{ body: { kind: 'text', text: 'stays' } }]);
    }
  });

  it('can be asked for anew after its end', async () => {
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    await stands(bSeesA, 'none');
    await ask('again');
    valueOf(await b.calls['contacts.accept']({ node: nodes[0] }));
    await stands(aSeesB, 'friend');
  });

  it('that is ended twice has ended', async () => {
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    expect(await aSeesB()).toBe('none');
  });
});

describe('somebody who is blocked', () => {
  it('is no friend any more and cannot ask until the block is lifted', async () => {
    await befriend(a, b, nodes);
    valueOf(await a.calls['contacts.block']({ node: nodes[1] }));
    expect(await aSeesB()).toBe('blocked');
    expect(await a.calls['contacts.add']({ node: nodes[1], greeting: '' })).toEqual({
      ok: false,
      failure: { code: 'blockedByYou' },
    });
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    expect(await aSeesB()).toBe('none');
    await ask('friends again?');
  });

  it('while they wait for an answer is neither a request nor a friend after the block, and can ask again', async () => {
    await ask('let me in');
    valueOf(await b.calls['contacts.block']({ node: nodes[0] }));
    expect(await bSeesA()).toBe('blocked');
    expect(await b.calls['contacts.accept']({ node: nodes[0] })).toEqual({
      ok: false,
      failure: { code: 'requestGone' },
    });
    valueOf(await b.calls['contacts.remove']({ node: nodes[0] }));
    expect(await bSeesA()).toBe('none');
    await stands(aSeesB, 'none');
    await ask('once more');
    valueOf(await b.calls['contacts.accept']({ node: nodes[0] }));
    await stands(aSeesB, 'friend');
  });

  it('is known to be blocked on another device, after its next sign-in', async () => {
    valueOf(await a.calls['contacts.block']({ node: nodes[1] }));
    const tablet = new TestMessenger({ name: '林小满', clock });
    valueOf(await tablet.calls['account.signIn'](a.credentials(server.url)));
    await tablet.isOnline();
    await stands(() => stateAt(tablet, nodes[1]), 'blocked');
    await tablet.dispose();
  });

  it('is never oneself', async () => {
    expect(await a.calls['contacts.block']({ node: nodes[0] })).toEqual({
      ok: false,
      failure: { code: 'cannotBlockYourself' },
    });
  });
});
