import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountCallName, AppCallName, MessengerBridge } from '../../../preload/contract/api';
import { changesChannel } from '../../../preload/contract/channels';
import { createApi } from '../../../preload/create-api';
import { MemoryIpcPort } from '../../support/memory-ipc-port';

let port: MemoryIpcPort;
let invoked: unknown[][];
let api: MessengerBridge;
beforeEach(() => {
  port = new MemoryIpcPort();
  invoked = [];
  api = createApi({
    invoke: async (...values) => invoked.push(values),
    on: (channel, listener) => port.on(channel, listener),
    removeListener: (channel, listener) => port.removeListener(channel, listener),
  });
});

describe('the object on the window', () => {
  it('is three frozen functions and nothing else', () => {
    expect(Object.keys(api).sort()).toEqual(['call', 'callAccount', 'onChanges']);
    for (const part of [api, api.call, api.callAccount, api.onChanges])
      expect(Object.isFrozen(part)).toBe(true);
    expect(Reflect.set(api, 'call', () => undefined)).toBe(false);
    expect(Reflect.set(api, 'more', 1)).toBe(false);
    expect(Reflect.deleteProperty(api, 'call')).toBe(false);
  });

  it.each([
    '',
    'messenger:changes',
    'messages.send ',
    'MESSAGES.SEND',
    '__proto__',
    'constructor',
    'toString',
    '../app.snapshot',
    null,
    undefined,
    7,
    ['app.snapshot'],
    { toString: () => 'app.snapshot' },
    { toString: () => 'contacts.list' },
  ])('refuses a name that is not in the contract: %j', async (name) => {
    await expect(api.call(name as AppCallName, null)).rejects.toThrow('unknown call');
    await expect(api.callAccount('a', name as AccountCallName, null)).rejects.toThrow('unknown call');
    expect(invoked).toEqual([]);
  });

  it('calls the channel of the name', async () => {
    await api.call('app.snapshot', null);
    expect(invoked).toEqual([['messenger:call:app.snapshot', null]]);
  });

  it('puts the account beside the argument of its calls', async () => {
    await api.callAccount('account-1', 'contacts.accept', { node: 'n' });
    expect(invoked).toEqual([
      ['messenger:call:contacts.accept', { accountId: 'account-1', argument: { node: 'n' } }],
    ]);
  });

  it('keeps the calls of the app and those of an account apart', async () => {
    await expect(api.call('contacts.list' as AppCallName, null)).rejects.toThrow('unknown call');
    await expect(api.callAccount('a', 'app.snapshot' as AccountCallName, null)).rejects.toThrow();
    expect(invoked).toEqual([]);
  });

  it('hands batches on without the event, until the listener is removed', () => {
    const heard: unknown[][] = [];
    const remove = api.onChanges((...values) => heard.push(values));
    const other = api.onChanges(() => heard.push(['other']));
    port.broadcast(changesChannel, { number: 1, changes: [] });
    remove();
    remove();
    port.broadcast(changesChannel, { number: 2, changes: [] });
    other();
    port.broadcast(changesChannel, { number: 3, changes: [] });
    expect(heard).toEqual([[{ number: 1, changes: [] }], ['other'], ['other']]);
  });
});
