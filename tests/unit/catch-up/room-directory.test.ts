import { beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../../main/catch-up/directory';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toNodeId } from '../../../main/domain/ids';
import { NodesType } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { peer, received, self, type TestCore } from '../../support/test-core';
import { StatementCount } from '../../support/statement-count';
import { TestDirectory } from '../../support/test-directory';

const node = toNodeId('Aroom');
const other = toNodeId('Another');
const chat = conversationIdOf({ kind: 'room', node });
const founder = toNodeId('founder');
let test: TestDirectory;
let core: TestCore;
let rooms: Directory['rooms'];
let answer: TestDirectory['answer'];
beforeEach(() => {
  test = new TestDirectory();
  ({ core, answer } = test);
  ({ rooms } = test.directory);
  core.store.transaction((write) => write.people.setName(founder, '林小满'));
  return () => test.dispose();
});

const standing = () => core.store.rooms.standingOf(node);
const silence = async (): Promise<void> => {
  await settle();
  core.clock.advance(60_000);
  await settle();
};
const roomsAre = async (...nodelist: readonly string[]): Promise<void> => {
  void rooms.refresh();
  await answer({ ntype: NodesType.rooms, nodelist: [...nodelist] });
};
const describes = (...described: readonly string[]): Promise<void> =>
  answer({
    ntype: NodesType.roomInfo,
    roommap: Object.fromEntries(described.map((one) => [one, { topic: one, founder }])),
  });
const says = (mid: bigint, text: string) =>
  received(mid, {
    conversation: { kind: 'room', node },
    author: peer,
    cid: `00000000-0000-4000-8000-0000000000${mid}`,
    content: { kind: 'text', text },
  });
const texts = (): readonly (string | null)[] =>
  core.store.messages.page(chat, null, { limit: 50 }).map(({ text }) => text);

describe('a room that the account has made on another device, or without hearing so', () => {
  it('is one that it is in as soon as the room tells who made it, and no invitation', async () => {
    core.store.transaction((write) => write.people.setName(self, '林安'));
    await roomsAre(other);
    await describes(other);
    await roomsAre(other, node);
    expect([standing(), core.store.rooms.standingOf(toNodeId(other))]).toEqual(['invited', 'member']);
    await answer({ ntype: NodesType.roomInfo, roommap: { [node]: { topic: 'made', founder: self } } });
    expect([standing(), core.store.conversations.byId(chat)?.title]).toEqual(['member', 'made']);
  });

  it('stays an invitation when somebody else made it', async () => {
    await roomsAre(other);
    await describes(other);
    await roomsAre(other, node);
    await describes(node);
    expect(standing()).toBe('invited');
  });
});

describe('the list of rooms', () => {
  it('is compared with what is known in as many questions, however many rooms there are', async () => {
    const statementsFor = async (count: number): Promise<number> => {
      const listed = Array.from({ length: count }, (_, number) => `Aroom${number}`);
      core.store.transaction((write) => {
        write.profile.set('roomsKnown', '1');
        for (const one of listed) {
          write.rooms.setStanding(toNodeId(one), 'member');
          write.conversations.ensure({ kind: 'room', node: toNodeId(one) });
        }
      });
      const counted = new StatementCount(core.files.database);
      const directory = test.over(counted.store);
      return counted.ofAll(async () => {
        void directory.rooms.refresh();
        await answer({ ntype: NodesType.rooms, nodelist: listed });
        expect(directory.rooms.isConfirmed(toNodeId('Aroom0'))).toBe(true);
      });
    };
    const few = await statementsFor(5);
    expect(few).toBeGreaterThan(0);
    expect(await statementsFor(200)).toBe(few);
  });
});

describe('a look at a room', () => {
  it('finds none when the server tells of another one, and nothing of this', async () => {
    await roomsAre(other);
    await describes(other);
    const look = rooms.look(node);
    await silence();
    await describes(other);
    expect(await look).toBe('unknown');
  });

  it('finds nothing out by silence alone', async () => {
    const look = rooms.look(node);
    await silence();
    await silence();
    expect(await look).toBe('unanswered');
  });

  it('finds a room whose first answer was lost', async () => {
    const look = rooms.look(node);
    await silence();
    await describes(node);
    expect(await look).toBe('told');
  });
});

describe('a seat that was asked for', () => {
  const isRefused = (): void => rooms.hear({ room: node, news: 'rejected', by: founder });

  it('is refused once the room has told who decides there, however late that comes', async () => {
    rooms.applied(node, '');
    isRefused();
    await roomsAre(other);
    await silence();
    expect([standing(), rooms.isUnanswered]).toEqual(['applied', true]);
    await roomsAre(other);
    await describes(node, other);
    expect([standing(), rooms.isUnanswered]).toEqual(['declined', false]);
  });

  it('is none in a room of which a refusal is made up: nothing is asked about it', async () => {
    await roomsAre(other);
    await describes(other);
    isRefused();
    await roomsAre(other);
    await settle();
    const asked = test.link.sent.map(({ packet }) => ('nodelist' in packet ? packet.nodelist : []));
    expect(asked.flat()).not.toContain(node);
  });
});

describe('the rooms that the account blocks', () => {
  it('stay when the list is longer than what is kept of it', async () => {
    rooms.stand(node, 'blocked');
    const nodelist = Array.from({ length: 3_000 }, (_, index) => `room${index}`);
    void rooms.refreshBlocked();
    await answer({ ntype: NodesType.blockRoomList, nodelist: [...nodelist, node] });
    expect(standing()).toBe('blocked');
  });
});

describe('what was said in a room before the server’s list has told of it', () => {
  const secret = '还没人看过的话';

  it('is erased when the room turns out to be an invitation, and its history brings it once that is accepted', async () => {
    await roomsAre(other);
    await describes(other);
    core.pipeline.apply([says(5n, secret)]);
    expect(core.store.messages.byMid(chat, says(5n, secret).mid)?.text).toBe(secret);
    rooms.hear({ room: node, news: 'pulled', by: toNodeId('stranger') });
    await roomsAre(other, node);
    expect(standing()).toBe('invited');
    expect(core.store.messages.byMid(chat, says(5n, secret).mid)).toBeNull();
    expect(core.files.decryptedPages().includes(secret)).toBe(false);
    void rooms.refresh(node);
    await answer({ ntype: NodesType.rooms, nodelist: [other, node] });
    core.pipeline.apply([says(5n, secret)]);
    expect(texts()).toEqual([secret]);
  });

  it('is shown when a friend brought the account in', async () => {
    core.store.transaction((write) => write.people.setRelation(peer, 'friend', ''));
    await roomsAre(other);
    await describes(other);
    core.pipeline.apply([says(5n, secret)]);
    rooms.hear({ room: node, news: 'pulled', by: peer });
    await roomsAre(other, node);
    expect([standing(), texts()]).toEqual(['member', [secret]]);
  });
});

describe('a card that comes when the account has ended', () => {
  it('touches no database: nothing more is asked, and nothing read', async () => {
    void rooms.refresh();
    await answer({ ntype: NodesType.rooms, nodelist: [node] });
    const learning = rooms.cards.learn([other]);
    await describes(other);
    test.pacer.dispose();
    test.link.disconnect();
    expect(await learning).toEqual({ kind: 'disconnected' });
  });
});
