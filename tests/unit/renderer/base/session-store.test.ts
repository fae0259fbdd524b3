// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../preload/contract/result';
import type { SnapshotView } from '../../../../preload/contract/views';
import { useSessionStore } from '../../../../renderer/base/session-store';
import { FakeBridge } from '../fake-bridge';
import { aSnapshot } from '../views';

describe('session store', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('answers the number of the last change in the snapshot', async () => {
    new FakeBridge({ 'app.snapshot': () => aSnapshot({ changeNumber: 12 }) }).install();
    expect(await useSessionStore().load()).toBe(12);
  });

  it('does not let a slow answer replace a newer one', async () => {
    const resolvers: ((snapshot: SnapshotView) => void)[] = [];
    new FakeBridge({ 'app.snapshot': () => new Promise((resolve) => resolvers.push(resolve)) }).install();
    const session = useSessionStore();
    const first = session.load();
    const second = session.load();
    resolvers[1]?.(aSnapshot({ appVersion: 'new' }));
    resolvers[0]?.(aSnapshot({ appVersion: 'old' }));
    await Promise.all([first, second]);
    expect(session.snapshot?.appVersion).toBe('new');
  });

  it('shows a changed setting at once and takes it back when main refuses', async () => {
    const bridge = new FakeBridge().install();
    const session = useSessionStore();
    await session.load();
    bridge.answers['app.changeSettings'] = () => fail('internal');
    const changing = session.changeSettings({ theme: 'dark' });
    expect(session.settings?.theme).toBe('dark');
    await changing;
    expect(session.settings?.theme).toBe('light');
  });

  it('takes over the settings that main stored', async () => {
    const bridge = new FakeBridge().install();
    const session = useSessionStore();
    await session.load();
    bridge.answers['app.changeSettings'] = () =>
      succeed({ ...aSnapshot().settings, theme: 'dark', locale: 'zh-CN' });
    await session.changeSettings({ theme: 'dark' });
    expect(session.settings).toMatchObject({ theme: 'dark', locale: 'zh-CN' });
  });

  it('turns a broken bridge into a failure', async () => {
    const bridge = new FakeBridge().install();
    bridge.answers['app.changeSettings'] = () => Promise.reject(new Error('gone'));
    expect(await useSessionStore().changeSettings({ theme: 'dark' })).toEqual(fail('internal'));
  });
});
