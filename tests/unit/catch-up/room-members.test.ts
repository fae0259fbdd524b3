import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoomMembers } from '../../../main/catch-up/room-members';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toNodeId } from '../../../main/domain/ids';
import { Pacer } from '../../../main/platform/pacer';
import { NodesType } from '../../../main/protocol/packet-types';
import { TimClient } from '../../../main/session/tim-client';
import { settle } from '../../support/fake-server';
import { self, TestCore } from '../../support/test-core';
import { TestLink } from '../../support/test-link';

const room = { kind: 'room', node: toNodeId('room1') } as const;
const key = { conversationId: conversationIdOf(room), list: 'members' } as const;
const guest = toNodeId('guest');
let core: TestCore;
let link: TestLink;
let members: RoomMembers;
let pacer: Pacer;

beforeEach(() => {
  core = new TestCore();
  link = new TestLink(core.clock);
  pacer = new Pacer(core.clock, 0);
  core.store.transaction((write) => write.conversations.ensure(room));
  members = new RoomMembers({
    store: core.store,
    client: new TimClient(link),
    pacer,
    clock: core.clock,
    self: () => self,
    serverNowMs: () => core.clock.nowMs(),
    changed: (changes) => core.changes.push(changes),
    isOut: () => undefined,
  });
});
afterEach(() => {
  pacer.dispose();
  core.dispose();
});

const tell = async (nodes: readonly string[]): Promise<void> => {
  await settle();
  link.deliver({ type: 42, packet: { ntype: NodesType.roomMembers, node: room.node, nodelist: [...nodes] } });
  await settle();
};
const known = (): readonly string[] => [...core.store.members.nodes(key)].sort();

describe('the members of a room', () => {
  it('are those that the server has told', async () => {
    const answer = members.refresh(room.node);
    await tell([self, guest]);
    expect([await answer, known()]).toEqual(['told', [guest, self].sort()]);
  });

  it('are asked for again when this account let somebody in while the answer was on its way', async () => {
    members.founded(room.node);
    const answer = members.refresh(room.node);
    await settle();
    members.moved(room.node, [guest], 'added');
    await tell([self]);
    expect(known()).toEqual([guest, self].sort());
    await tell([self, guest]);
    expect([await answer, known()]).toEqual(['told', [guest, self].sort()]);
    const kinds = core.store.roomLines.of(key.conversationId).map(({ kind }) => kind);
    expect(kinds).toEqual(['added']);
  });

  it('wait no more for being let in, and are counted with those who are not kept', async () => {
    core.store.transaction((write) => {
      write.rooms.addApplication(room.node, { node: guest, text: '', cameAtMs: 0 });
    });
    void members.refresh(room.node);
    await tell([self, guest]);
    expect(core.store.rooms.applications(room.node)).toEqual([]);
    expect(core.store.members.countOf(key)).toBe(2);
    expect(core.changes.flatMap(({ rooms }) => [...rooms])).toEqual([room.node]);
  });
});

describe('those whom a room keeps out', () => {
  const out = { conversationId: key.conversationId, list: 'blocked' } as const;
  const silence = async (): Promise<void> => {
    await settle();
    core.clock.advance(60_000);
    await settle();
  };
  const ask = async (): Promise<string> => {
    const answer = members.refresh(room.node, 'blocked');
    await silence();
    await silence();
    return answer;
  };

  it('are nobody when the server is silent twice, and nobody is known', async () => {
    expect([await ask(), core.store.members.countOf(out)]).toEqual(['told', 0]);
  });

  it('stay when the server is silent: an answer can be late, or none for who decides there no longer', async () => {
    core.store.transaction((write) => write.members.replace(out, [guest], 0));
    expect(await ask()).toBe('unanswered');
    expect([...core.store.members.nodes(out)]).toEqual([guest]);
    members.unblocked(room.node, guest);
    expect([await ask(), core.store.members.countOf(out)]).toEqual(['told', 0]);
  });
});
