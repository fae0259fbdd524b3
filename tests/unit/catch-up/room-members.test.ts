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
    told: () => undefined,
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
});
