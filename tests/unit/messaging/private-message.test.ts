import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId, type MessageId } from '../../../main/domain/ids';
import type { Relation } from '../../../main/domain/person';
import { newestRevocable, revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { operations } from '../../../main/outbox/operations/registry';
import { chat, midOf, peer, received, self, TestCore } from '../../support/test-core';

const met = toNodeId('room');
const other = toNodeId('other room');
let core: TestCore;
beforeEach(() => {
  core = new TestCore();
  core.store.transaction((write) => {
    write.conversations.setViaRoom(chat, met);
    write.rooms.setStanding(met, 'member');
    write.rooms.setStanding(other, 'member');
  });
});
afterEach(() => core.dispose());

const stands = (relation: Relation): void => {
  core.store.transaction((write) => write.people.setRelation(peer, relation, ''));
};
const send = (burnSeconds: number | null = null) =>
  sendMessage(
    {
      conversationId: chat,
      content: { kind: 'text', text: 'between us' },
      burnSeconds,
      replyToId: null,
      mentions: [],
    },
    core.messaging,
  );
function sent(): MessageId {
  const outcome = send();
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
/** The server's echo of an own message. */
function echo(messageId: MessageId, mid = 1n): void {
  core.pipeline.apply([received(mid, { author: self, isMine: true, cid: messageId, viaRoom: met })]);
}

describe('a private message to somebody met in a room', () => {
  it('goes through that room, and says so on the wire', () => {
    stands('stranger');
    const message = core.store.messages.byId(sent());
    expect(message).toMatchObject({ viaRoom: met });
    const [operation] = core.store.outbox.ofMessage(message?.messageId ?? sent());
    if (operation === undefined) throw new Error('nothing queued');
    const frame = operations.send.toFrame(operation, core);
    expect(frame?.packet).toMatchObject({ msType: 2, toTid: { node: peer }, roomTid: { node: met } });
  });

  it('goes its ordinary way between friends', () => {
    stands('friend');
    expect(core.store.messages.byId(sent())).toMatchObject({ viaRoom: null });
  });

  it('is not sent to whom this account has blocked', () => {
    stands('blocked');
    expect(send()).toEqual({ ok: false, code: 'blockedByYou' });
  });

  it('cannot burn, which is said before the server refuses it', () => {
    stands('stranger');
    expect(send(10)).toEqual({ ok: false, code: 'burnNeedsFriend' });
    stands('friend');
    expect(send(10).ok).toBe(true);
  });

  it('can be withdrawn while it waits here, and not taken back once the server may have it', () => {
    stands('stranger');
    const waiting = sent();
    expect(revokeMessage(waiting, core.messaging).ok).toBe(true);
    const messageId = sent();
    echo(messageId);
    expect(revokeMessage(messageId, core.messaging)).toEqual({ ok: false, code: 'revokeNeedsFriend' });
    expect(newestRevocable(chat, core.messaging)).toBeNull();
  });

  it('can be taken back once the two are friends', () => {
    stands('stranger');
    const messageId = sent();
    echo(messageId);
    stands('friend');
    expect(newestRevocable(chat, core.messaging)?.messageId).toBe(messageId);
    expect(revokeMessage(messageId, core.messaging).ok).toBe(true);
  });

  it('that comes can be answered the way it came', () => {
    stands('stranger');
    core.pipeline.apply([received(5n, { mid: midOf(5n), viaRoom: other })]);
    expect(core.store.conversations.byId(chat)?.viaRoom).toBe(other);
    expect(core.store.messages.byId(sent())).toMatchObject({ viaRoom: other });
  });

  it('goes nowhere once this account has left the room', () => {
    stands('stranger');
    const [operation] = core.store.outbox.ofMessage(sent());
    core.store.transaction((write) => write.rooms.setStanding(met, 'left'));
    expect(send()).toEqual({ ok: false, code: 'notFriends' });
    expect(operation === undefined ? null : operations.send.forbid(operation, core)).toBe('notInSameRoom');
  });

  it('that the server refuses tells that one of the two is not in the room any more', () => {
    const refusal = operations.send.readRefusal(4105, { isRoom: false, isViaRoom: true });
    expect(refusal).toEqual({ kind: 'permanent', code: 'notInSameRoom' });
  });
});
