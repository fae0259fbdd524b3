// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatUsageView } from '../../../../../preload/contract/file-views';
import { succeed } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { autoFetchChoice } from '../../../../../renderer/features/settings/auto-fetch-sizes';
import { SettingsDialog } from '../../../../../renderer/features/settings';
import { FakeBridge, settle } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aSnapshot } from '../../views';
import { showSettingsPage } from './show-settings-page';

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

async function openPage(usage: readonly ChatUsageView[] = [chat]): Promise<FakeBridge> {
  const { settings } = aSnapshot();
  const bridge = new FakeBridge({
    'app.changeSettings': (change) => succeed({ ...settings, ...change }),
    'files.usage': () => succeed(usage),
  }).install();
  mountInApp(SettingsDialog, { open: true });
  await useSessionStore().load();
  await settle();
  await showSettingsPage('files');
  await settle();
  return bridge;
}

describe('the page about files', () => {
  it('changes one kind and leaves the others', async () => {
    const bridge = await openPage();
    const before = aSnapshot().settings.autoFetch;
    await body.get(byTestId('settings-fetch-video-1000000')).setValue();
    await settle();
    const mostBytes = { ...before.mostBytes, video: 1_000_000 };
    expect(bridge.argumentsOf('app.changeSettings')).toEqual([{ autoFetch: { ...before, mostBytes } }]);
    await body.get(byTestId('settings-fetch-members')).setValue(true);
    await settle();
    expect(bridge.argumentsOf('app.changeSettings')[1]).toEqual({
      autoFetch: { mostBytes, fromMembers: true },
    });
  });

  it('says what files take, and in which chats', async () => {
    await openPage();
    expect(body.get(byTestId('usage-total')).text()).toBe('6 MB in all');
    expect(body.findAll(byTestId('usage-chat')).map((row) => row.text())).toEqual(['Ben6 MBClean up…']);
  });

  it('says that nothing lies here', async () => {
    await openPage([]);
    expect(body.get(byTestId('usage-total')).text()).toBe('No files lie on this computer.');
  });
});

describe('a size that was stored', () => {
  it('is shown as the largest choice that is not more', () => {
    expect([0, 999_999, 1_000_000, 50_000_000, 2 ** 40].map(autoFetchChoice)).toEqual([
      '0',
      '0',
      '1000000',
      '10000000',
      '100000000',
    ]);
  });
});
