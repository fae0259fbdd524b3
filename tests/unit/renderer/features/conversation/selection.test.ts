// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { createPinia, setActivePinia } from 'pinia';
import { nextTick } from 'vue';
import { maxSelectedMessages } from '../../../../../preload/contract/api';
import { useConversationStore } from '../../../../../renderer/features/conversation/conversation-store';
import { copiedText, copyPlan } from '../../../../../renderer/features/conversation/selection-copy';
import { isSelectable, selectionFacts } from '../../../../../renderer/features/conversation/selection-facts';
import { useSelectionStore } from '../../../../../renderer/features/conversation/selection-store';
import { messageMenu } from '../../../../../renderer/features/conversation/view-model';
import { aMessage, anAccount, noonMs } from '../../views';

beforeEach(() => setActivePinia(createPinia()));

const mine = { isMine: true } as const;
const gone = { body: { kind: 'revoked', byMe: false, reeditUntilMs: null } } as const;
const burns = { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null } } as const;

/** A chat whose messages are these, and what is chosen of them. */
function chatOf(messages: readonly ReturnType<typeof aMessage>[]) {
  const conversation = useConversationStore(anAccount.accountId);
  const selection = useSelectionStore(anAccount.accountId);
  const show = (next: typeof messages): void => void (conversation.messages = next);
  show(messages);
  const chosen = (): readonly string[] => selection.selected().map(({ messageId }) => messageId);
  return { selection, show, chosen, conversation };
}

describe('chosen messages', () => {
  it('are chosen one by one and as a stretch, in whatever direction, without what cannot be chosen', () => {
    const all = ['1', '2', '3', '4', '5'].map((id) => aMessage(id, id === '3' ? burns : {}));
    const { selection, chosen } = chatOf(all);
    selection.toggle(['4']);
    selection.selectTo(['1']);
    expect(chosen()).toEqual(['1', '2', '4']);
    selection.toggle(['2']);
    expect(chosen()).toEqual(['1', '4']);
    selection.toggle(['3']);
    expect(chosen()).toEqual(['1', '4']);
  });

  it('forget what is revoked, burned or deleted meanwhile, and choosing ends with the last of them', () => {
    const { selection, show, chosen } = chatOf([aMessage('1'), aMessage('2'), aMessage('3')]);
    for (const id of ['1', '2', '3']) selection.toggle([id]);
    show([aMessage('1', gone), aMessage('2'), aMessage('3')]);
    expect(chosen()).toEqual(['2', '3']);
    show([aMessage('1', gone), aMessage('3')]);
    expect(chosen()).toEqual(['3']);
    show([aMessage('1', gone)]);
    expect(selection.isSelecting).toBe(false);
  });

  it('are all pictures of an album at once, and none of them the second time', () => {
    const { selection, chosen } = chatOf(['1', '2', '3', '4'].map((id) => aMessage(id)));
    selection.toggle(['2', '3']);
    expect(chosen()).toEqual(['2', '3']);
    selection.selectTo(['4']);
    expect(chosen()).toEqual(['2', '3', '4']);
    selection.toggle(['2', '3']);
    expect(chosen()).toEqual(['4']);
  });

  it('begin as a stretch where the keyboard was, and are the first one alone where it was nowhere', () => {
    const { selection, chosen } = chatOf(['1', '2', '3', '4'].map((id) => aMessage(id)));
    selection.selectTo(['3']);
    expect(chosen()).toEqual(['3']);
    selection.selectTo(['4']);
    expect(chosen()).toEqual(['3', '4']);
    selection.clear();
    selection.beginAt('2');
    expect(selection.isSelecting).toBe(false);
    selection.selectTo(['4']);
    expect(chosen()).toEqual(['2', '3', '4']);
  });

  it('are none any more in another chat', async () => {
    const { selection, conversation } = chatOf([aMessage('1')]);
    selection.toggle(['1']);
    conversation.conversationId = 'another';
    await nextTick();
    expect(selection.ids.size).toBe(0);
  });

  it('are at most so many, and what is one too many changes nothing', () => {
    const all = Array.from({ length: maxSelectedMessages + 20 }, (_value, index) => aMessage(String(index)));
    const { selection } = chatOf(all);
    selection.toggle(['0']);
    selection.selectTo([String(maxSelectedMessages + 10)]);
    expect(selection.ids.size).toBe(1);
  });
});

describe('what can be done with chosen messages', () => {
  it('is saving together what is a picture, or a file that is here', () => {
    const file = { kind: 'file', name: 'a.pdf', sizeBytes: 1 } as const;
    const messages = [
      aMessage('picture', { body: { kind: 'image', width: 1, height: 1 } }),
      aMessage('here', { body: { ...file, state: { kind: 'here' } } }),
      aMessage('offered', { body: { ...file, state: { kind: 'offered' } } }),
      aMessage('text'),
    ];
    const facts = selectionFacts(messages, () => null);
    expect(facts.saveIds).toEqual(['picture', 'here']);
    expect(facts.forwardIds).toEqual(['picture', 'here', 'offered', 'text']);
  });

  it('is said of each: how many are left out, and why they cannot be revoked', () => {
    const messages = [
      aMessage('1', mine),
      aMessage('2'),
      aMessage('3', { ...mine, sentAtMs: noonMs - 10 * 60_000 }),
      aMessage('4', { ...mine, delivery: { state: 'pending' } }),
      aMessage('5', { body: { kind: 'unsupported', text: '' } }),
    ];
    const facts = selectionFacts(
      messages,
      (message) => messageMenu(message, { revokeWindowSeconds: 120, serverNowMs: noonMs })?.revoke ?? null,
    );
    expect(facts.forwardIds).toEqual(['1', '2', '3', '4']);
    expect(facts.deleteIds).toEqual(['1', '2', '3', '5']);
    expect(facts.saveIds).toEqual([]);
    expect(facts.revokeIds).toEqual(['1', '4']);
    expect([...facts.revokeObstacles]).toEqual([
      ['notYours', 2],
      ['windowOver', 1],
    ]);
  });

  it('is nothing for what burns, in no state, and for lines', () => {
    const content = { kind: 'text', text: 'secret' } as const;
    const open = { kind: 'burnRevealed', content, seconds: 10, expiresAtMs: noonMs } as const;
    const own = { kind: 'burnOwn', content, seconds: 10, isOpened: false, expiresAtMs: null } as const;
    for (const patch of [burns, gone, { body: open }, { ...mine, body: own }])
      expect(isSelectable(aMessage('1', patch))).toBe(false);
  });

  it('is copying words, or the one picture that has none, and nothing where several pictures say nothing', () => {
    const picture = { kind: 'image', width: 10, height: 10 } as const;
    const bare = (id: string) => aMessage(id, { body: picture });
    const saying = aMessage('3', { body: { ...picture, caption: '全家福' } });
    expect(copyPlan([bare('1')])).toEqual({ kind: 'picture', messageId: '1' });
    expect(copyPlan([bare('1'), bare('2')])).toEqual({ kind: 'nothing' });
    expect(copyPlan([bare('1'), saying])).toEqual({ kind: 'texts' });
    expect(copyPlan([bare('1'), aMessage('2')])).toEqual({ kind: 'texts' });
    expect(copyPlan([aMessage('1', { body: { kind: 'unsupported', text: '' } })])).toEqual({
      kind: 'nothing',
    });
  });

  it('is copying with names and times, or the words alone', () => {
    const two = [
      { authorName: '林小满', time: '14:03', text: '你好' },
      { authorName: 'You', time: '14:05', text: 'Hi\nthere' },
    ];
    expect(copiedText(two, false)).toBe('你好\nHi\nthere');
    expect(copiedText(two, true)).toBe('林小满 14:03\n你好\n\nYou 14:05\nHi\nthere');
  });
});
