import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../preload/contract/result';
import { createFastClock } from '../../support/fast-clock';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';
import { registerAccount } from '../../support/simulation/register-account';
import { WireClient } from '../embedded-server/wire-client';
import { BusinessType, FrameType } from '../../../main/protocol/packet-types';

let server: RunningServer;
let app: TestMessenger;
let friend: TestMessenger;
let own: string;
let friendNode: string;
let room: string;

beforeAll(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2 });
  const clock = createFastClock(10);
  app = new TestMessenger({ name: 'a', clock });
  friend = new TestMessenger({ name: 'b', clock });
  own = await app.signUp(server.url);
  friendNode = await friend.signUp(server.url);
  await befriend(app, friend, [own, friendNode]);
  room = valueOf(await app.calls['rooms.create']({ title: '<b>room</b>', isOpen: false })).node;
  // What the server tells about it later would be a change.
  valueOf(await app.calls['rooms.look']({ node: room }));
});
afterAll(async () => {
  await app.dispose();
  await friend.dispose();
  await server.stop();
});

type Called = Promise<Result<unknown>> | Result<unknown>;

/** What takes the id of a person. */
const aboutPeople: Readonly<Record<string, (node: string) => Called>> = {
  'contacts.add': (node) => app.calls['contacts.add']({ node, greeting: '<i>hi</i>' }),
  'contacts.accept': (node) => app.calls['contacts.accept']({ node }),
  'contacts.decline': (node) => app.calls['contacts.decline']({ node }),
  'contacts.reconsider': (node) => app.calls['contacts.reconsider']({ node }),
  'contacts.remove': (node) => app.calls['contacts.remove']({ node }),
  'contacts.block': (node) => app.calls['contacts.block']({ node }),
  'people.look': (node) => app.calls['people.look']({ node }),
  'rooms.approve': (node) => app.calls['rooms.approve']({ node: room, applicant: node }),
  'rooms.reject': (node) => app.calls['rooms.reject']({ node: room, applicant: node }),
  'rooms.setManager': (node) => app.calls['rooms.setManager']({ node: room, member: node, isManager: true }),
};

/** What takes the id of a room. */
const aboutRooms: Readonly<Record<string, (node: string) => Called>> = {
  'rooms.look': (node) => app.calls['rooms.look']({ node }),
  'rooms.join': (node) => app.calls['rooms.join']({ node, greeting: '' }),
  'rooms.withdraw': (node) => app.calls['rooms.withdraw']({ node }),
  'rooms.acceptInvitation': (node) => app.calls['rooms.acceptInvitation']({ node }),
  'rooms.declineInvitation': (node) => app.calls['rooms.declineInvitation']({ node }),
  'rooms.edit': (node) => app.calls['rooms.edit']({ node, name: 'mine' }),
  'rooms.cancel': (node) => app.calls['rooms.cancel']({ node }),
  'rooms.approve': (node) => app.calls['rooms.approve']({ node, applicant: friendNode }),
  'rooms.members': (node) =>
    app.calls['rooms.members']({ node, list: 'members', text: '', from: 0, limit: 50 }),
};

const wrongIds: Readonly<Record<string, () => string>> = {
  'an unknown id': () => 'Zzzzzzzzzzz',
  'the own id': () => own,
  'nothing that is an id': () => 'not an id at all',
  'three hundred characters': () => 'x'.repeat(250),
  markup: () => '<img src=x onerror=alert(1)>',
  'invisible characters': () => '\u3164\u202e\u2800',
};

/** Sentences of both languages for the codes of failures. */
const sentences = ['en', 'zh-CN'].map(
  (language) =>
    // The catalogues are ours; their failures are words by code.
    (
      JSON.parse(readFileSync(join(__dirname, `../../../resources/locales/${language}.json`), 'utf8')) as {
        errors: Readonly<Record<string, string>>;
      }
    ).errors,
);

const stateOf = async () => [
  await app.contacts(),
  await app.conversations(),
  valueOf(await app.calls['rooms.list'](null)),
];

/** Calls, and answers the code of the refusal, which has a sentence in both languages; `done` where there was nothing to refuse. */
async function outcomeOf(called: Called): Promise<string> {
  const result = await called;
  if (result.ok) return 'done';
  const { code } = result.failure;
  for (const words of sentences) expect(words[code], code).toMatch(/\S/u);
  return code;
}

const cases = (calls: Readonly<Record<string, unknown>>, ids: Readonly<Record<string, unknown>>) =>
  Object.keys(calls).flatMap((call) => Object.keys(ids).map((id) => [call, id] as const));

describe('a call that takes a person', () => {
  const ids = { ...wrongIds, 'the id of a room': () => room };

  it.each(cases(aboutPeople, ids))(
    '%s with %s is answered, changes nothing, and says why',
    async (call, id) => {
      const before = await stateOf();
      const outcome = await outcomeOf(
        aboutPeople[call]?.(ids[id as keyof typeof ids]()) ?? Promise.reject(new Error(call)),
      );
      expect([outcome, await stateOf()]).toEqual([outcome, before]);
      expect(['internal', 'timedOut', 'offline']).not.toContain(outcome);
      if (call === 'contacts.add') expect(outcome).not.toBe('done');
    },
  );
});

describe('a call that takes a room', () => {
  const ids = { ...wrongIds, 'the id of a person': () => friendNode };

  it.each(cases(aboutRooms, ids))(
    '%s with %s is answered, changes nothing, and says why',
    async (call, id) => {
      const before = await stateOf();
      const outcome = await outcomeOf(
        aboutRooms[call]?.(ids[id as keyof typeof ids]()) ?? Promise.reject(new Error(call)),
      );
      expect([outcome, await stateOf()]).toEqual([outcome, before]);
      expect(['internal', 'timedOut', 'offline']).not.toContain(outcome);
      if (call === 'rooms.join') expect(outcome).not.toBe('done');
    },
  );
});

describe('one stranger', () => {
  it('who asks two hundred times is one request, and can be put aside', async () => {
    await registerAccount(server, 'stranger');
    const stranger = await WireClient.open(server.url);
    const signedIn = await stranger.signIn({ name: 'stranger', pwd: 'correct horse', resource: 'x' });
    const node = signedIn.n ?? '';
    for (let count = 0; count < 200; count += 1) {
      const packet = { rtype: BusinessType.addRoster, node: own, reqStr: `<b>${count}</b>` };
      stranger.send({ type: FrameType.business, packet });
    }
    const incoming = async () => (await app.contacts()).filter(({ state }) => state === 'incoming');
    await eventually(async () => (await incoming()).length > 0);
    valueOf(await app.calls['rooms.look']({ node: room }));
    expect((await incoming()).map((contact) => contact.node)).toEqual([node]);
    expect(await outcomeOf(app.calls['contacts.decline']({ node }))).toBe('done');
    expect(await incoming()).toEqual([]);
    await stranger.close();
  });
});
