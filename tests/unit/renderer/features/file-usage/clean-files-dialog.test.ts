// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatUsageView } from '../../../../../preload/contract/file-views';
import { fail, succeed } from '../../../../../preload/contract/result';
import { CleanFilesDialog } from '../../../../../renderer/features/file-usage';
import { useCleaningStore } from '../../../../../renderer/features/file-usage/cleaning-store';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anAccount } from '../../views';

enableAutoUnmount(afterEach);

const body = new DOMWrapper(document.body);
const chat: ChatUsageView = {
  conversationId: 'u:ben',
  title: 'Ben',
  kinds: [
    { kind: 'pictures', fetchedCount: 2, fetchedBytes: 3_000_000, ownCount: 0, ownBytes: 0 },
    { kind: 'files', fetchedCount: 1, fetchedBytes: 1_000_000, ownCount: 1, ownBytes: 2_000_000 },
  ],
};

async function ask(answers: FakeAnswers = {}): Promise<FakeBridge> {
  const bridge = new FakeBridge({
    'files.usage': () => succeed([chat]),
    'files.clean': () => succeed({ freedBytes: 1 }),
    ...answers,
  }).install();
  mountInApp(CleanFilesDialog);
  useCleaningStore(anAccount.accountId).asked = chat;
  await settle();
  await settle();
  return bridge;
}
const confirm = () => body.get(byTestId('clean-files-confirm'));
const words = () => body.get(byTestId('clean-files-words')).text();

describe('cleaning the files of a chat', () => {
  it('leaves own copies alone unless they are chosen, and says beforehand that nobody gets them any more then', async () => {
    const bridge = await ask();
    expect(confirm().text()).toBe('Clean up 4 MB');
    expect(words()).not.toContain('lies only here');
    await body.get(byTestId('clean-files-own')).trigger('click');
    expect(confirm().text()).toBe('Clean up 6 MB');
    expect(words()).toContain('lies only here');
    await body.get(byTestId('clean-files-pictures')).trigger('click');
    expect(confirm().text()).toBe('Clean up 3 MB');
    await body.get('form').trigger('submit');
    await settle();
    expect(bridge.argumentsOf('files.clean')).toEqual([
      { conversationId: 'u:ben', kinds: ['files'], withOwn: true },
    ]);
    expect(useCleaningStore(anAccount.accountId).asked).toBeNull();
  });

  it('is nothing where no kind is chosen', async () => {
    await ask();
    for (const kind of ['pictures', 'files'])
      await body.get(byTestId(`clean-files-${kind}`)).trigger('click');
    expect(confirm().attributes('disabled') ?? confirm().attributes('aria-disabled')).toBeDefined();
  });

  it('stays, with the reason, when it did not work', async () => {
    await ask({ 'files.clean': () => fail('diskReadOnly') });
    await body.get('form').trigger('submit');
    await settle();
    expect(body.get(byTestId('clean-files-dialog')).text()).toContain('read-only');
  });
});
