// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useDraftsStore } from '../../../../../renderer/features/composer/drafts-store';
import { isTooLate, useEditsStore } from '../../../../../renderer/features/composer/edits-store';
import { FakeBridge } from '../../fake-bridge';
import { aMessage, anAccount } from '../../views';

const wang = { node: 'wang', name: 'Wang' };
const lin = { node: 'lin', name: 'Lin' };

describe('what is being edited', () => {
  beforeEach(() => setActivePinia(createPinia()));

  const begun = async (answers: ConstructorParameters<typeof FakeBridge>[0] = {}) => {
    const bridge = new FakeBridge({
      'messages.editable': () =>
        succeed({ text: '@Wang @Lin tommorow', isCaption: false, mentions: [wang, lin] }),
      ...answers,
    }).install();
    const edits = useEditsStore(anAccount.accountId);
    expect(await edits.begin('a', 'm1')).toBeNull();
    const editing = edits.editingIn('a');
    if (editing === null) throw new Error('nothing is edited');
    return { bridge, edits, editing };
  };

  it('is the whole text, and what was being written waits as it was', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'half a thought');
    const { edits, editing } = await begun();
    expect(editing).toMatchObject({ messageId: 'm1', text: '@Wang @Lin tommorow', failure: null });
    edits.write('a', editing.editId, 'changed');
    expect(drafts.draftOf('a').text).toBe('half a thought');
    edits.end('a');
    expect([edits.editingIn('a'), drafts.draftOf('a').text]).toEqual([null, 'half a thought']);
  });

  it('is never kept as a draft: nothing of it is told to anybody', async () => {
    const { bridge, edits, editing } = await begun();
    edits.write('a', editing.editId, 'changed');
    expect(bridge.argumentsOf('drafts.keep')).toEqual([]);
  });

  it('is said with those whom the new text still calls', async () => {
    const { bridge, edits, editing } = await begun({ 'messages.edit': () => succeed(aMessage('m2')) });
    edits.write('a', editing.editId, '@Lin tomorrow');
    await edits.save('a');
    expect(bridge.argumentsOf('messages.edit')).toEqual([
      { messageId: 'm1', text: '@Lin tomorrow', mentions: ['lin'] },
    ]);
    expect(edits.editingIn('a')).toBeNull();
  });

  it('is said once, however often the key is pressed', async () => {
    const { bridge, edits } = await begun({ 'messages.edit': () => succeed(aMessage('m2')) });
    await Promise.all([edits.save('a'), edits.save('a')]);
    expect(bridge.argumentsOf('messages.edit')).toHaveLength(1);
  });

  it('stays with its words when it is refused, and can go out by itself where it is too late', async () => {
    const { bridge, edits, editing } = await begun({
      'messages.edit': () => fail('revokeWindowOver'),
      'messages.send': () => succeed(aMessage('m3')),
    });
    edits.write('a', editing.editId, 'tomorrow');
    await edits.save('a');
    const refused = edits.editingIn('a');
    expect(refused).toMatchObject({ text: 'tomorrow', failure: 'revokeWindowOver', isLeaving: false });
    expect(refused !== null && isTooLate(refused)).toBe(true);
    await edits.sendApart('a');
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ text: 'tomorrow', burnSeconds: null }]);
    expect(edits.editingIn('a')).toBeNull();
  });

  it('says that its message is gone, and keeps what was written', async () => {
    const { edits, editing } = await begun();
    edits.write('a', editing.editId, 'new words');
    edits.lose('a');
    expect(edits.editingIn('a')).toMatchObject({ text: 'new words', failure: 'alreadyGone' });
  });

  it('is not begun where main refuses it', async () => {
    new FakeBridge({ 'messages.editable': () => fail('cannotEdit') }).install();
    const edits = useEditsStore(anAccount.accountId);
    expect(await edits.begin('a', 'm1')).toBe('cannotEdit');
    expect(edits.editingIn('a')).toBeNull();
  });

  it('belongs to its chat', async () => {
    const { edits } = await begun();
    expect(edits.editingIn('b')).toBeNull();
  });
});
