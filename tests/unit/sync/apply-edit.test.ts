import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewMessages, viewQuote } from '../../../main/account/calls/batch-views';
import { toldChanges } from '../../../main/account/active/told-changes';
import { noticesOf } from '../../../main/account/active/arrival-notices';
import type { MessageReceived } from '../../../main/domain/domain-event';
import { toNodeId, type NodeId } from '../../../main/domain/ids';
import { pinMessage } from '../../../main/messaging/pin-message';
import { saveMessages } from '../../../main/messaging/save-messages';
import { png } from '../../support/pictures';
import {
  burnContent,
  chat,
  midOf,
  peer,
  received,
  revoked,
  room,
  self,
  TestCore,
} from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

/** The peer says something instead of message 1. */
const edited = (mid: bigint, change: Partial<MessageReceived> = {}): MessageReceived =>
  received(mid, { content: { kind: 'text', text: `new ${mid}` }, replaces: midOf(1n), ...change });

const account = () => ({
  store: core.store,
  messaging: core.messaging,
  self: () => self,
  namesOf: () => (node: NodeId) => node,
  burnScheduler: { failure: null },
  files: { stateOf: () => ({ kind: 'offered' as const }), givingOf: () => null },
});
const view = (mid: bigint) => {
  const [shown] = viewMessages([core.byMid(mid)], account(), core.clock.nowMs());
  if (shown === undefined) throw new Error('no view');
  return shown;
};
/** What the desktop is told of the last transaction. */
const notices = () => {
  const outcome = core.outcomes.at(-1);
  if (outcome === undefined) throw new Error('nothing came');
  return noticesOf(outcome, core.store, {
    self,
    nameOf: (node) => node,
    nowMs: core.clock.nowMs(),
    mentionsBreakMute: true,
  }).map(({ kind }) => kind);
};
const unread = () => core.store.conversations.unreadCount(chat);

describe('an edited message of somebody else', () => {
  it('says so, and what it replaces leads to it', () => {
    core.pipeline.apply([received(1n)]);
    core.pipeline.apply([revoked(1n)]);
    core.pipeline.apply([edited(2n)]);
    expect(view(2n)).toMatchObject({ isEdited: true, body: { kind: 'text', text: 'new 2' } });
    expect(view(1n).body).toMatchObject({ kind: 'revoked', replacedById: core.byMid(2n).messageId });
    expect(core.outcomes.at(-1)?.changes.messages.get(chat)).toContain(core.byMid(1n).messageId);
  });

  it('may be a picture with other words, also in the place of one, which is gone with its own', () => {
    const picture = (caption: string) =>
      ({
        kind: 'image',
        info: { mediaType: 'image/png', width: 4, height: 4 },
        bytes: png(undefined, 'the picture'),
        caption,
      }) as const;
    core.pipeline.apply([received(1n, { content: picture('old words') })]);
    core.pipeline.apply([edited(2n, { content: picture('new words') })]);
    expect(view(2n)).toMatchObject({ isEdited: true, body: { kind: 'image', caption: 'new words' } });
    expect(core.byMid(1n)).toMatchObject({ contentState: 'revoked', text: null });
    expect(core.files.decryptedPages().includes('old words')).toBe(false);
  });

  it('stands alone from its first moment, also where it is here before the revoke', () => {
    core.pipeline.apply([received(1n)]);
    core.pipeline.apply([edited(2n)]);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'revoked', revokedBy: peer, text: null });
    core.pipeline.apply([revoked(1n)]);
    expect(core.store.messages.byMid(chat, midOf(1n))).toMatchObject({ contentState: 'revoked' });
    expect(core.files.decryptedPages().includes('text 1')).toBe(false);
  });

  it('stands alone also where what it replaces comes last', () => {
    core.pipeline.apply([edited(2n)]);
    core.pipeline.apply([received(1n)]);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'revoked', text: null });
    expect(view(2n).isEdited).toBe(true);
  });

  it('is counted once, and told once, while what it replaces is unread', () => {
    core.pipeline.apply([received(1n)]);
    expect([notices(), unread()]).toEqual([['message'], 1]);
    core.pipeline.apply([edited(2n)]);
    expect([notices(), unread()]).toEqual([[], 1]);
  });

  it('takes over the notice that went with what it replaces', () => {
    core.pipeline.apply([received(1n)]);
    core.pipeline.apply([revoked(1n)]);
    expect([notices(), unread()]).toEqual([['withdrawn'], 0]);
    core.pipeline.apply([edited(2n)]);
    expect([notices(), unread()]).toEqual([['message'], 1]);
  });

  it('is not told again where other news of its chat still are', () => {
    core.pipeline.apply([received(1n), received(5n)]);
    core.pipeline.apply([revoked(1n)]);
    core.pipeline.apply([edited(6n)]);
    expect([notices(), unread()]).toEqual([[], 2]);
  });

  it('is no news where what it replaces was read', () => {
    core.pipeline.apply([received(1n)]);
    core.readAll(chat);
    core.pipeline.apply([revoked(1n)]);
    core.pipeline.apply([edited(2n)]);
    expect([notices(), unread()]).toEqual([[], 0]);
    core.pipeline.apply([received(3n)]);
    core.readAll(chat);
    core.pipeline.apply([edited(4n, { replaces: midOf(3n) })]);
    expect([notices(), unread()]).toEqual([['withdrawn'], 0]);
  });

  it('is news like any other where what it replaces was never here', () => {
    core.pipeline.apply([edited(2n)]);
    expect([notices(), unread()]).toEqual([['message'], 1]);
  });

  it('that is not the first to replace something is news, and marked all the same', () => {
    core.pipeline.apply([received(1n)]);
    core.readAll(chat);
    core.pipeline.apply([edited(2n)]);
    core.pipeline.apply([edited(3n)]);
    expect([notices(), unread()]).toEqual([['message'], 1]);
    expect([view(2n).isEdited, view(3n).isEdited]).toEqual([true, true]);
    expect(view(1n).body).toMatchObject({ replacedById: core.byMid(2n).messageId });
  });

  it('is one message, however often it comes', () => {
    core.pipeline.apply([received(1n)]);
    for (let time = 0; time < 4; time += 1) core.pipeline.apply([edited(2n)]);
    expect(core.store.messages.page(chat, null, { limit: 9 }).map(({ mid }) => mid)).toEqual([2n, 1n]);
    expect(unread()).toBe(1);
  });

  it('in a room goes by the same rules', () => {
    const inRoom = { conversation: { kind: 'room', node: toNodeId('room') } } as const;
    core.pipeline.apply([received(1n, inRoom)]);
    core.pipeline.apply([edited(2n, { ...inRoom, author: toNodeId('lin') })]);
    expect(core.byMid(1n, room).contentState).toBe('present');
    core.pipeline.apply([edited(3n, inRoom)]);
    expect(core.byMid(1n, room).contentState).toBe('revoked');
  });
});

describe('an edit that is not believed', () => {
  it('erases nothing of anybody else, and is a message without a mark', () => {
    core.pipeline.apply([
      received(1n, { author: self, isMine: true, content: { kind: 'text', text: 'mine' } }),
    ]);
    core.pipeline.apply([edited(2n)]);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'present', text: 'mine' });
    expect(view(2n)).not.toHaveProperty('isEdited');
    expect(unread()).toBe(1);
  });

  it('is found out also when what it names comes after it', () => {
    core.pipeline.apply([edited(2n)]);
    core.pipeline.apply([received(1n, { author: self, isMine: true })]);
    expect(core.byMid(1n).contentState).toBe('present');
    expect(view(2n)).not.toHaveProperty('isEdited');
  });

  it('is none of what burns, by what burns, or of itself', () => {
    core.pipeline.apply([received(1n, burnContent('hot'))]);
    core.pipeline.apply([edited(2n)]);
    core.pipeline.apply([received(3n)]);
    core.pipeline.apply([edited(4n, { ...burnContent('colder'), replaces: midOf(3n) })]);
    core.pipeline.apply([edited(5n, { replaces: midOf(5n) })]);
    expect([1n, 3n, 5n].map((mid) => core.byMid(mid).contentState)).toEqual([
      'present',
      'present',
      'present',
    ]);
    expect([2n, 4n, 5n].map((mid) => core.byMid(mid).replaces)).toEqual([null, null, null]);
  });
});

describe('what answers an edited message', () => {
  const answered = (): void => {
    core.pipeline.apply([received(1n)]);
    core.pipeline.apply([received(2n, { replyTo: midOf(1n) })]);
  };

  it('shows what stands now, over several edits, and is told of each', () => {
    answered();
    core.pipeline.apply([edited(3n)]);
    expect(view(2n).quote).toMatchObject({ kind: 'text', text: 'new 3', isEdited: true });
    core.pipeline.apply([edited(4n, { replaces: midOf(3n) })]);
    expect(view(2n).quote).toMatchObject({
      kind: 'text',
      text: 'new 4',
      messageId: core.byMid(4n).messageId,
    });
    const changes = core.outcomes.at(-1)?.changes;
    if (changes === undefined) throw new Error('nothing came');
    const [told] = toldChanges(changes, core.store);
    expect(told).toMatchObject({ kind: 'messages' });
    expect(told?.kind === 'messages' && told.messageIds).toContain(core.byMid(2n).messageId);
    expect(viewQuote(core.byMid(1n), account())).toMatchObject({ text: 'new 4' });
  });

  it('shows nothing of it once the last one is taken back, and is told so', () => {
    answered();
    core.pipeline.apply([edited(3n)]);
    core.pipeline.apply([revoked(3n)]);
    expect(view(2n).quote).toMatchObject({ kind: 'revoked' });
    expect(view(1n).body).not.toHaveProperty('replacedById');
    const told = core.store.views.answersTo([core.byMid(3n).messageId]);
    expect([...told].sort()).toEqual([core.byMid(1n).messageId, core.byMid(2n).messageId].sort());
  });
});

describe('what was made of the old text', () => {
  it('goes with it: pins, reactions and what was saved were about what was said', () => {
    core.pipeline.apply([received(1n)]);
    pinMessage(core.byMid(1n).messageId, true, core.messaging);
    saveMessages([core.byMid(1n).messageId], true, core.messaging);
    core.store.transaction((write) =>
      write.reactions.say({ conversationId: chat, mid: midOf(1n), author: self, emoji: '👍', saidAtNs: 1n }),
    );
    core.pipeline.apply([edited(2n)]);
    expect(core.store.messages.pinned(chat, 9)).toEqual([]);
    expect(core.store.messages.savedCount(null)).toBe(0);
    expect(view(2n)).not.toHaveProperty('reactions');
    expect(core.store.reactions.of([core.byMid(1n).messageId])).toEqual([]);
  });
});
