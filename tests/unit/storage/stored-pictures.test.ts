import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { png } from '../../support/pictures';
import { burnContent, peer, received, revoked, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const marker = 'a comment in the picture, nowhere else';
const bytes = png({ width: 30, height: 20 }, marker);
const info = { mediaType: 'image/png', width: 30, height: 20 } as const;
const arrive = (mid: bigint): MessageId => {
  core.pipeline.apply([received(mid, { content: { kind: 'image', info, bytes } })]);
  return core.byMid(mid).messageId;
};

/** Names of the tables that hold the marker in any column; a virtual table lies in ordinary ones. */
function tablesWithMarker(): readonly string[] {
  const { database } = core.files;
  const tables = database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    )
    .all();
  return tables
    .map(({ name }) => name)
    .filter((name) =>
      database
        .prepare<[], Record<string, unknown>>(`SELECT * FROM ${name}`)
        .all()
        .flatMap((row) => Object.values(row))
        .some((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))).includes(marker)),
    );
}

describe('a stored picture', () => {
  it('comes back byte for byte, also after a restart', () => {
    const id = arrive(1n);
    core.files.reopen();
    expect(core.message(id)).toMatchObject({ contentKind: 'image', text: null, image: info });
    expect(core.store.messages.attachmentOf(id)).toEqual(Buffer.from(bytes));
  });

  it('lies in one place only', () => {
    arrive(1n);
    expect(tablesWithMarker()).toHaveLength(1);
  });

  it.each(['revoked', 'burned', 'withdrawn'] as const)('is erased with its row when it is %s', (state) => {
    const [id, other] = [arrive(1n), arrive(2n)];
    core.store.transaction((write) => write.messages.erase(id, state, null));
    expect(core.message(id)).toMatchObject({ contentState: state, contentKind: 'image', image: null });
    expect(core.store.messages.attachmentOf(id)).toBeNull();
    expect(core.store.messages.attachmentOf(other)).not.toBeNull();
    core.store.transaction((write) => write.messages.erase(other, state, null));
    expect(tablesWithMarker()).toEqual([]);
  });

  it('keeps its caption and its album when it becomes a smaller one, and the caption is found', () => {
    const albumId = '0b54c0de-7a0e-4a6f-9d8e-3f1f6f1d2c3b';
    const content = { kind: 'image', info, bytes, caption: '夜里的海', albumId } as const;
    core.pipeline.apply([received(1n, { content })]);
    const id = core.byMid(1n).messageId;
    const smaller = { mediaType: 'image/png', width: 3, height: 2 } as const;
    core.store.transaction((write) => write.messages.replaceImage(id, { info: smaller, bytes: png() }));
    expect(core.message(id)).toMatchObject({ image: smaller, text: '夜里的海', albumId });
    expect(core.store.messages.contentBytesOf(id)).toBe(png().length + 12);
    core.pipeline.apply([revoked(1n)]);
    expect(core.message(id)).toMatchObject({ image: null, text: null, albumId: null });
  });

  it('that comes after its revoke is never stored', () => {
    core.pipeline.apply([revoked(1n)]);
    const id = arrive(1n);
    expect(core.message(id)).toMatchObject({ contentState: 'revoked', contentKind: 'image', image: null });
    expect([core.store.messages.attachmentOf(id), tablesWithMarker()]).toEqual([null, []]);
  });

  it('that comes twice is stored once', () => {
    const id = arrive(1n);
    expect(arrive(1n)).toBe(id);
    expect(core.store.messages.page(core.message(id).conversationId, null, { limit: 9 })).toHaveLength(1);
  });

  it('is absent beside texts, and for ids that nobody knows', () => {
    core.pipeline.apply([received(1n), received(2n, burnContent('x'))]);
    const ids = [core.byMid(1n).messageId, core.byMid(2n).messageId, peer as string as MessageId];
    expect(ids.map((id) => core.store.messages.attachmentOf(id))).toEqual([null, null, null]);
  });
});
