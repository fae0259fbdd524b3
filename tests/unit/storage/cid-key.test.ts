import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cidKey } from '../../../main/storage/cid-key';
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
/** What is nearly the same UUID, and everything else that a client may send. */
const cids = [
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

describe('what the number of a client is found by', () => {
  it('is sixteen bytes for a UUID, the text itself otherwise, and never that of another', () => {
    const keyOf = (cid: string) =>
      core.files.database
        .prepare<object, { key: Buffer | string }>(`SELECT ${cidKey('@cid')} AS key`)
        .get({ cid })?.key;
    expect(keyOf(uuid)).toEqual(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
    for (const cid of cids.slice(1)) expect(keyOf(cid)).toBe(cid);
  });

  it('leads to its message, whatever it is', () => {
    core.pipeline.apply(cids.map((cid, index) => received(BigInt(index + 1), { cid })));
    const found = cids.map((cid) => core.store.messages.byCid(chat, peer, cid)?.mid);
    expect(found).toEqual(cids.map((_, index) => BigInt(index + 1)));
  });

  it('is looked up in the index alone', () => {
    const statement = [...core.files.database.statements].find(
      (sql) => sql.includes('unhex') && sql.startsWith('SELECT'),
    );
    expect(planOf(core.files.database, statement ?? '')[0]).toMatch(
      /INDEX message_by_cid \(conversation_id=\? AND <expr>=\?\)/u,
    );
  });
});
