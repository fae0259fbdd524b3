import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { sendMessage } from '../../../main/messaging/send-message';
import { chat, midOf, peer, received, revoked, self, sentAtNs, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const say = (text: string): MessageId => {
  const outcome = sendMessage(
    {
      conversationId: chat,
      content: { kind: 'text', text },
      burnSeconds: null,
      replyToId: null,
      mentions: [],
    },
    core.messaging,
  );
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
const shown = (): readonly (string | null)[] =>
  core.store.messages
    .page(chat, null, { limit: 100 })
    .map(({ text }) => text)
    .reverse();

describe('a message of somebody else', () => {
  it('is stored at the server’s place and told once', () => {
    core.pipeline.apply([received(1n)]);
    expect(core.byMid(1n)).toMatchObject({
      author: peer,
      isMine: false,
      text: 'text 1',
      sortNs: sentAtNs + 1_000_000_000n,
      delivery: 'sent',
      contentState: 'present',
    });
    expect(core.outcomes).toMatchObject([{ arrived: [{ mid: 1n }], strangers: new Set([peer]) }]);
  });

  it('is one, however often and through whatever door it comes', () => {
    core.pipeline.apply([received(1n), received(1n)]);
    core.pipeline.apply([received(1n, { source: 'offline' })]);
    core.pipeline.apply([received(1n, { source: 'history', cid: null })]);
    expect(shown()).toEqual(['text 1']);
    expect(core.outcomes.map(({ arrived }) => arrived.length)).toEqual([1, 0, 0]);
    expect(core.outcomes[1]?.changes.isEmpty).toBe(true);
  });

  it('is one under two numbers when its sender sent it again after a lost echo', () => {
    core.pipeline.apply([received(1n, { cid: 'same' }), received(2n, { cid: 'same' })]);
    expect(shown()).toEqual(['text 1']);
  });

  it('is its author’s: the same cid of somebody else is another message', () => {
    core.pipeline.apply([
      received(1n, { cid: 'same' }),
      received(2n, { cid: 'same', author: self, isMine: true }),
    ]);
    expect(shown()).toHaveLength(2);
  });

  it('cannot take the place of an own message by its cid', () => {
    const id = say('mine');
    core.pipeline.apply([received(1n, { cid: id, content: { kind: 'text', text: 'forged' } })]);
    expect(core.message(id)).toMatchObject({ text: 'mine', delivery: 'pending', mid: null });
  });

  it('without a time stands where it arrived', () => {
    core.pipeline.apply([received(1n, { sentAtNs: 0n })]);
    expect(core.byMid(1n).sortNs).toBe(BigInt(core.clock.nowMs()) * 1_000_000n);
  });

  it('from a known person asks for no name', () => {
    core.store.transaction((write) => write.people.setName(peer, '小明'));
    core.pipeline.apply([received(1n)]);
    expect(core.outcomes[0]?.strangers.size).toBe(0);
  });

  it('makes its chat known', () => {
    const node = 'stranger' as typeof peer;
    core.pipeline.apply([received(1n, { conversation: { kind: 'user', node }, author: node })]);
    expect(core.store.conversations.all().map(({ conversationId }) => conversationId)).toContain(
      'u:stranger',
    );
    expect([...(core.outcomes[0]?.changes.conversations ?? [])]).toEqual(['u:stranger']);
  });
});

describe('the echo of an own message', () => {
  it('brings number and time, settles the outbox and is not news', () => {
    const id = say('mine');
    core.pipeline.apply([core.echo(id, 5n)]);
    expect(core.message(id)).toMatchObject({ mid: 5n, delivery: 'sent', sortNs: sentAtNs + 5_000_000_000n });
    expect(core.store.outbox.head()).toBeNull();
    expect(core.outcomes[0]?.arrived).toEqual([]);
    expect([...(core.outcomes[0]?.changes.messages.get(chat) ?? [])]).toEqual([id]);
  });

  it('that comes twice, or under a second number, changes nothing more', () => {
    const id = say('mine');
    core.pipeline.apply([core.echo(id, 5n), core.echo(id, 5n), core.echo(id, 6n)]);
    expect(core.message(id).mid).toBe(5n);
    expect(shown()).toEqual(['mine']);
  });

  it('heals a message that was already given up', () => {
    const id = say('mine');
    core.store.transaction((write) => write.messages.setDelivery(id, 'failed', 'refusedByServer'));
    core.pipeline.apply([core.echo(id, 5n)]);
    expect(core.message(id)).toMatchObject({ delivery: 'sent', deliveryFailure: null });
  });

  it('from another device is an own message that is stored and not told', () => {
    core.pipeline.apply([core.echo('elsewhere' as MessageId, 5n)]);
    expect(core.byMid(5n)).toMatchObject({ isMine: true, author: self, delivery: 'sent' });
    expect(core.outcomes[0]?.arrived).toEqual([]);
  });

  it('that comes after its own revoke settles the outbox, and shows nothing', () => {
    const id = say('mine');
    core.pipeline.apply([revoked(5n, { by: self, isMine: true })]);
    core.pipeline.apply([core.echo(id, 5n)]);
    expect(core.store.outbox.head()).toBeNull();
    expect(core.byMid(5n)).toMatchObject({
      messageId: id,
      contentState: 'revoked',
      text: null,
      delivery: 'sent',
    });
    expect(core.store.messages.page(chat, null, { limit: 10 })).toHaveLength(1);
  });
});

describe('a message whose revoke came first', () => {
  it('stays hidden and stands where it was said', () => {
    core.pipeline.apply([received(1n), revoked(2n), received(3n), received(2n)]);
    expect(shown()).toEqual(['text 1', null, 'text 3']);
    expect(core.byMid(2n)).toMatchObject({ contentState: 'revoked', revokedBy: peer, cid: 'cid-2' });
    expect(core.outcomes[0]?.arrived.map(({ mid }) => mid)).toEqual([1n, 3n]);
  });

  it('is the same row afterwards as one that was revoked in order', () => {
    core.pipeline.apply([revoked(2n), received(2n)]);
    const late = core.byMid(2n);
    core.pipeline.apply([received(4n, { sentAtNs: late.sortNs, cid: 'cid-2b' }), revoked(4n)]);
    expect({ ...late, messageId: '', place: 0n, tieBreaker: 0n, mid: 0n, cid: '' }).toEqual({
      ...core.byMid(4n),
      messageId: '',
      place: 0n,
      tieBreaker: 0n,
      mid: 0n,
      cid: '',
    });
  });

  it('is shown after all when somebody else wrote it: the revoke was forged', () => {
    core.pipeline.apply([revoked(5n)]);
    const id = say('mine');
    core.pipeline.apply([core.echo(id, 5n)]);
    expect(core.message(id)).toMatchObject({
      mid: 5n,
      contentState: 'present',
      text: 'mine',
      delivery: 'sent',
    });
    expect(core.store.messages.page(chat, null, { limit: 10 })).toHaveLength(1);
    expect(core.logger.lines).toContain('forged erasure undone');
  });

  it('in another chat has nothing to do with it', () => {
    core.pipeline.apply([revoked(5n, { conversation: { kind: 'room', node: 'room' as typeof peer } })]);
    core.pipeline.apply([received(5n)]);
    expect(core.byMid(5n).contentState).toBe('present');
    expect(midOf(5n)).toBe(5n);
  });
});
