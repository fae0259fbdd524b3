import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { mostPlaceholders } from '../../../main/storage/message-writer';
import { chat, midOf, received, revoked, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

/** A command that reached this computer by the offline queue: its number is the peer's claim alone. */
const claimed = (mid: bigint) => revoked(mid, { mid: null, claimedMid: midOf(mid) });
const flood = (from: number, count: number): void =>
  core.pipeline.apply(Array.from({ length: count }, (_, index) => claimed(BigInt(from + index))));
const stored = (): unknown => core.files.value('SELECT count(*) FROM message WHERE is_placeholder = 1');
const counted = (): unknown =>
  core.files.value(`SELECT placeholder_count FROM conversation WHERE conversation_id = 'u:peer'`);
const dropped = (): number => core.store.conversations.byId(chat)?.droppedTombstones ?? -1;
const textOf = (mid: bigint) => core.store.messages.byMid(chat, midOf(mid))?.text ?? null;

describe('commands for messages that never came', () => {
  it('T46: twenty thousand of them leave no more than a chat can bear, and the rest is counted', () => {
    for (let from = 1_000; from < 21_000; from += 5_000) flood(from, 5_000);
    expect([stored(), counted(), dropped()]).toEqual([
      mostPlaceholders,
      mostPlaceholders,
      20_000 - mostPlaceholders,
    ]);
  });

  it('T46: the late original of a recent command stays hidden, wherever the others claim to stand', () => {
    flood(1_000_000, mostPlaceholders + 500);
    core.pipeline.apply([claimed(7n)]);
    flood(2_000_000, mostPlaceholders - 1);
    core.pipeline.apply([received(7n)]);
    expect(core.byMid(7n)).toMatchObject({ contentState: 'revoked', text: null });
    expect([stored(), counted()]).toEqual([mostPlaceholders - 1, mostPlaceholders - 1]);
  });

  it('T46: an original by somebody else takes the place of a forged one, and makes room', () => {
    flood(1_000, mostPlaceholders);
    core.pipeline.apply([received(1_000n, { author: self, isMine: true, cid: 'mine' })]);
    expect(textOf(1_000n)).toBe('text 1000');
    expect([stored(), counted(), dropped()]).toEqual([mostPlaceholders - 1, mostPlaceholders - 1, 0]);
  });

  it('T46: those of one chat push out none of another', () => {
    const other = { conversation: { kind: 'user', node: toNodeId('other') }, by: toNodeId('other') } as const;
    core.pipeline.apply([{ ...claimed(5n), ...other }]);
    flood(1_000, mostPlaceholders + 10);
    core.pipeline.apply([received(5n, { ...other, author: other.by })]);
    expect(core.byMid(5n, 'u:other' as typeof chat).contentState).toBe('revoked');
  });

  it('T46: what went is told to the window as gone', () => {
    flood(1_000, mostPlaceholders);
    const first = core.byMid(1_000n).messageId;
    core.outcomes.length = 0;
    flood(500_000, 1);
    expect(core.outcomes[0]?.changes.messages.get(chat)).toContain(first);
    expect(core.store.messages.byId(first)).toBeNull();
  });

  it('T46: a chat that had them before there was a limit comes down to it in steps', () => {
    flood(1_000, mostPlaceholders);
    core.files.write(
      `INSERT INTO message (message_id, chat_number, author, is_mine, mid, sort_ns, content_kind, content_state, delivery, is_placeholder)
       SELECT 'old-' || hex(message_id), chat_number, author, is_mine, mid + 1000000, sort_ns, content_kind, content_state, delivery, 1
       FROM message WHERE is_placeholder = 1`,
    );
    flood(700_000, 1);
    expect(stored()).toBe(2 * mostPlaceholders + 1 - 64);
    flood(800_000, 40);
    expect(stored()).toBe(mostPlaceholders);
  });
});
