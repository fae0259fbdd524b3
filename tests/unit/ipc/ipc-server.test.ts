import { beforeEach, describe, expect, it } from 'vitest';
import { defer } from '../../../main/platform/deferred';
import { nextTurn } from '../../../main/platform/turn';
import { accountCallNames, callChannel, changesChannel } from '../../../preload/contract/channels';
import type { CallName } from '../../../preload/contract/api';
import { maxArgumentTextLength } from '../../../preload/contract/schemas';
import { TestBridge } from '../../support/test-bridge';

let bridge: TestBridge;
beforeEach(() => {
  bridge = new TestBridge();
});

const accountId = 'account-1';
const isOfAccount = (name: CallName): boolean => accountCallNames.some((known) => known === name);
const call = (name: CallName, argument: unknown): Promise<unknown> =>
  bridge.port.invoke(callChannel(name), isOfAccount(name) ? { accountId, argument } : argument);
const refused = (code: string) => ({ ok: false, failure: { code } });
const credentials = {
  serverAddress: 'wss://im.example.com/tim',
  name: 'lin',
  password: 'secret',
  encoding: 'compact',
  allowInsecure: false,
};
const draft = { conversationId: 'u:a', text: 'x', burnSeconds: null, replyToId: null, mentions: [] };

describe('the IPC server', () => {
  it('hands a valid call to its handler, and the answer back', async () => {
    expect(await call('messages.send', draft)).toEqual({ ok: true, value: null });
    expect(bridge.reached).toEqual([{ name: 'messages.send', argument: draft, accountId }]);
  });

  it.each<[CallName, unknown]>([
    ['messages.send', undefined],
    ['messages.send', null],
    ['messages.send', {}],
    ['messages.send', { ...draft, burnSeconds: 0 }],
    ['messages.send', { ...draft, replyToId: '' }],
    ['messages.send', { ...draft, mentions: Array(51).fill('n') }],
    ['messages.send', { ...draft, burnSeconds: 3_601 }],
    ['messages.send', { ...draft, burnSeconds: 1.5 }],
    ['messages.send', { ...draft, burnSeconds: Number.NaN }],
    ['messages.send', { ...draft, text: 7 }],
    ['messages.send', { ...draft, text: 'x'.repeat(maxArgumentTextLength + 1) }],
    ['messages.send', { ...draft, conversationId: '' }],
    ['messages.send', { ...draft, extra: true }],
    ['messages.send', [draft]],
    ['messages.page', { conversationId: 'u:a', before: null, limit: 201 }],
    ['messages.byIds', { messageIds: Array(501).fill('id') }],
    ['messages.byIds', { messageIds: 'id' }],
    ['app.changeSettings', { locale: 'fr' }],
    ['app.changeSettings', { locale: undefined }],
    ['app.changeSettings', { revokeWindowSeconds: 29 }],
    ['app.changeSettings', { serverUrl: 'x' }],
    ['app.changeSettings', { revokeShortcut: '' }],
    ['app.changeSettings', { revokeShortcut: 'Z' }],
    ['app.changeSettings', { revokeShortcut: 'x'.repeat(5_000) }],
    ['app.pauseShortcut', null],
    ['app.copyText', { text: 'x' }],
    ['app.snapshot', {}],
    ['contacts.accept', { node: '' }],
    [
      'account.signIn',
      { serverAddress: 'x', name: 'x', password: 'x', encoding: 'xml', allowInsecure: false },
    ],
  ])('refuses an argument that is not of the contract, and nobody sees it: %s %j', async (name, argument) => {
    expect(await call(name, argument)).toEqual(refused('invalidArgument'));
    expect(bridge.reached).toEqual([]);
  });

  it.each([
    ['nothing', null],
    ['the argument alone', draft],
    ['no account', { argument: draft }],
    ['an empty account', { accountId: '', argument: draft }],
    ['something else for an account', { accountId: 7, argument: draft }],
    ['an account beyond measure', { accountId: 'x'.repeat(257), argument: draft }],
    ['more than an envelope holds', { accountId: 'account-1', argument: draft, other: 1 }],
    ['no argument', { accountId: 'account-1' }],
  ])('refuses a call of an account with %s in the place of its envelope', async (_what, envelope) => {
    expect(await bridge.port.invoke(callChannel('messages.send'), envelope)).toEqual(
      refused('invalidArgument'),
    );
    expect(bridge.reached).toEqual([]);
  });

  it('refuses every call of an account while the gate is closed, and none about the app', async () => {
    bridge.gateRefusal = 'stillOpening';
    expect(await call('messages.send', draft)).toEqual(refused('stillOpening'));
    expect(await call('account.signOut', { data: 'keep' })).toEqual(refused('stillOpening'));
    expect(bridge.reached).toEqual([]);
    expect(await call('app.snapshot', null)).toMatchObject({ startState: 'signedOut' });
    bridge.gateRefusal = null;
    expect(await call('messages.send', draft)).toEqual({ ok: true, value: null });
  });

  it.each<[CallName, unknown]>([
    ['account.signUp', credentials],
    ['account.signIn', credentials],
    ['account.resume', { accountId }],
    ['account.tryHere', { name: 'lin' }],
    ['account.keepAside', { serverAddress: 'wss://im.example.com', name: 'lin' }],
  ])(
    'refuses %s while the app is locked, and not while accounts are being opened',
    async (name, argument) => {
      bridge.gateRefusal = 'appLocked';
      expect(await call(name, argument)).toEqual(refused('appLocked'));
      expect(bridge.reached).toEqual([]);
      expect(await call('app.snapshot', null)).toMatchObject({ startState: 'signedOut' });
      bridge.gateRefusal = 'stillOpening';
      expect(await call(name, argument)).toMatchObject({ ok: true });
    },
  );

  it('answers what is thrown with a code, and the log names its kind only', async () => {
    bridge.failure = new TypeError('the text of a message');
    expect(await call('messages.send', draft)).toEqual(refused('internal'));
    expect(bridge.logger.lines).toEqual(['call failed call=messages.send error=TypeError reason=null']);
  });

  it.each([
    ['SQLITE_FULL', 'diskFull'],
    ['ENOSPC', 'diskFull'],
    ['EROFS', 'diskReadOnly'],
    ['SQLITE_BUSY', 'fileLocked'],
    ['SQLITE_IOERR_WRITE', 'diskFailing'],
  ])('T22: answers %s, whichever call met it, with what it says about the disk', async (code, failure) => {
    bridge.failure = Object.assign(new Error('the text of a message'), { code });
    expect(await call('messages.send', draft)).toEqual(refused(failure));
    expect(bridge.logger.lines.join()).not.toContain('the text');
  });

  it('answers a snapshot with what the shell and the numbers know', async () => {
    bridge.changes.emit({ accountId: 'account-1', kind: 'contacts', nodes: ['b'] });
    bridge.clock.advance(16);
    expect(await call('app.snapshot', null)).toMatchObject({
      platform: 'linux',
      appVersion: '1.2.3',
      dataFolder: '/data',
      revokeShortcutState: 'off',
      changeNumber: 1,
      accounts: [],
      currentAccountId: null,
    });
  });

  it('lets a snapshot wait until the accounts of the last session are open', async () => {
    const begun = defer<null>();
    bridge = new TestBridge(begun.promise);
    let isAnswered = false;
    const answer = call('app.snapshot', null).then(() => (isAnswered = true));
    await nextTurn();
    expect(isAnswered).toBe(false);
    begun.resolve(null);
    await answer;
  });

  it('hands the shell its calls', async () => {
    expect(await call('app.copyText', '好')).toEqual({ ok: true, value: null });
    expect(await call('app.painted', null)).toBeNull();
    expect(await call('app.attend', { isAttended: true })).toBeNull();
    expect(await call('app.pauseShortcut', { isPaused: true })).toBeNull();
    expect(bridge.reached.map(({ name }) => name)).toEqual([
      'app.copyText',
      'app.painted',
      'app.attend',
      'app.pauseShortcut',
    ]);
  });

  it('tells the windows what the messenger and the shell announce', () => {
    bridge.changes.emit({ accountId: 'account-1', kind: 'contacts', nodes: ['b'] });
    bridge.server.announce({ accountId: 'account-1', kind: 'openConversation', conversationId: 'u:a' });
    bridge.clock.advance(16);
    expect(bridge.port.sent).toEqual([
      {
        channel: changesChannel,
        payload: {
          number: 1,
          changes: [
            { accountId: 'account-1', kind: 'contacts', nodes: ['b'] },
            { accountId: 'account-1', kind: 'openConversation', conversationId: 'u:a' },
          ],
        },
      },
    ]);
  });

  it('lets go of everything when it ends', () => {
    bridge.changes.emit({ accountId: 'account-1', kind: 'contacts', nodes: ['b'] });
    bridge.server.dispose();
    bridge.changes.emit({ accountId: 'account-1', kind: 'contacts', nodes: ['b'] });
    bridge.clock.advance(100);
    expect([bridge.port.handlers.size, bridge.port.sent, bridge.clock.waitingTimers]).toEqual([0, [], 0]);
  });
});
