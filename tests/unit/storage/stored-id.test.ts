import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, type MessageId } from '../../../main/domain/ids';
import type { StoreWriter } from '../../../main/storage/account-store';
import { fromStoredId, storedIdFunction, toStoredId } from '../../../main/storage/stored-id';
import { planOf } from '../../support/storage/query-plans';
import { chat, peer, received, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const uuid = '0b1c2d3e-4f50-4a6b-8c7d-9e0fa1b2c3d4';
/** A UUID, what is nearly the same one, and everything else that a client may send. */
const ids = [
  uuid,
  uuid.toUpperCase(),
  uuid.replaceAll('-', ''),
  uuid.replace('-', ''),
  `${uuid.slice(0, 8)}-${uuid.slice(9, 35)}-`,
  '0b1c2d3e-4f50-4a6b-8c7d-9e0fa1b2c3-4',
  '0b1c2d3e-4f50-4a6b-8c7d-9e0fa1b2c3dg',
  '----',
  '-'.repeat(36),
  '',
  '消息',
];

function insert(messageId: MessageId, { messages, conversations }: StoreWriter): void {
  const { conversationId } = conversations.ensure({ kind: 'user', node: peer });
  messages.insert({
    messageId,
    conversationId,
    author: peer,
    isMine: false,
    viaRoom: null,
    cid: null,
    mid: null,
    clientId: null,
    sortNs: 1n,
    place: 1n,
    isUnread: false,
    arrivedAtMs: 1,
    content: { kind: 'text', text: 'text' },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent',
  });
}

describe('how an id is stored', () => {
  it('is sixteen bytes for a UUID, the text itself otherwise, and comes back as it was', () => {
    expect(toStoredId(uuid)).toEqual(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
    for (const id of ids.slice(1)) expect(toStoredId(id)).toBe(id);
    expect(ids.map((id) => fromStoredId(toStoredId(id)))).toEqual(ids);
  });

  it('is the same in SQL', () => {
    const statement = core.files.database.prepare<[string], { stored: Buffer | string }>(
      `SELECT ${storedIdFunction}(?) AS stored`,
    );
    expect(ids.map((id) => statement.get(id)?.stored)).toEqual(ids.map(toStoredId));
  });

  it('leads to the message of a client’s number, whatever that is', () => {
    core.pipeline.apply(ids.map((cid, index) => received(BigInt(index + 1), { cid })));
    const found = ids.map((cid) => core.store.messages.byCid(chat, peer, cid));
    expect(found.map((message) => message?.mid)).toEqual(ids.map((_, index) => BigInt(index + 1)));
    expect(found.map((message) => message?.cid)).toEqual(ids);
  });

  it('leads to a message by its own id, alone and among others', () => {
    const wanted = ids.map(toMessageId);
    core.store.transaction((write) => {
      for (const messageId of wanted) insert(messageId, write);
    });
    for (const id of wanted) expect(core.store.messages.byId(id)?.messageId).toBe(id);
    expect(core.store.views.messagesByIds(wanted).map(({ messageId }) => messageId)).toEqual(wanted);
  });

  it('is looked up in the index alone', () => {
    const statement = [...core.files.database.statements].find((sql) =>
      sql.includes('cid = @cid AND author'),
    );
    expect(planOf(core.files.database, statement ?? '')).toContainEqual(
      expect.stringMatching(/INDEX message_by_cid \(chat_number=\? AND cid=\?\)/u),
    );
  });
});
