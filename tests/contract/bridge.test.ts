import { describe, expect, it } from 'vitest';
import type { Messenger } from '../../main/ipc/messenger';
import {
  accountCallNames,
  appCallNames,
  callChannel,
  callNames,
  changesChannel,
} from '../../preload/contract/channels';
import { accountCallSchemas, appCallSchemas } from '../../preload/contract/schemas';
import { createApi } from '../../preload/create-api';
import { locales } from '../../preload/contract/views';
import { failureCodes } from '../../preload/contract/result';
import { TestBridge } from '../support/test-bridge';
import { TestMessenger } from '../support/test-messenger';
import zh from '../../resources/locales/zh-CN.json';
import en from '../../resources/locales/en.json';

const sorted = (names: Iterable<string>): readonly string[] => [...names].sort();

describe('the bridge', () => {
  it('has a channel, a schema and a handler for every call, and nothing else', () => {
    const bridge = new TestBridge();
    expect(new Set(callNames).size).toBe(callNames.length);
    expect(sorted(Object.keys(appCallSchemas))).toEqual(sorted(appCallNames));
    expect(sorted(Object.keys(accountCallSchemas))).toEqual(sorted(accountCallNames));
    expect(sorted(bridge.port.handlers.keys())).toEqual(sorted(callNames.map(callChannel)));
  });

  it('is answered by the real messenger, but for what belongs to the shell', async () => {
    const test = new TestMessenger({ name: 'a' });
    const calls: Messenger['calls'] = test.messenger.calls;
    const shell = [
      'app.snapshot',
      'app.copyText',
      'app.openLink',
      'app.painted',
      'app.attend',
      'app.pauseShortcut',
      'app.takeLink',
      'app.microphone',
    ];
    expect(sorted([...Object.keys(calls), ...shell])).toEqual(sorted(appCallNames));
    await test.dispose();
  });

  it('answers every call of an account that is not open with a code, before any handler runs', async () => {
    const test = new TestMessenger({ name: 'a' });
    for (const name of accountCallNames) {
      const answer: unknown = await test.messenger.callAccount('0'.repeat(24), name, null);
      expect(answer, name).toEqual({ ok: false, failure: { code: 'notSignedIn' } });
    }
    await test.dispose();
  });

  it('lets the page reach exactly the calls of the contract', async () => {
    const bridge = new TestBridge();
    const api = createApi(bridge.port);
    for (const name of appCallNames) {
      await expect(api.call(name, null), name).resolves.toBeDefined();
    }
    for (const name of accountCallNames) {
      await expect(api.callAccount('a', name, null), name).resolves.toBeDefined();
    }
    expect(callNames.map(callChannel)).not.toContain(changesChannel);
  });

  it('speaks of failures that have words in both languages', () => {
    const words = { 'zh-CN': zh, en } as const;
    for (const locale of locales) {
      expect(sorted(Object.keys(words[locale].errors)), locale).toEqual(sorted(failureCodes));
    }
  });
});
