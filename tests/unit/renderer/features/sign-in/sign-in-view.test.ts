// @vitest-environment happy-dom
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { SignInView } from '../../../../../renderer/features/sign-in';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anAccount, aSignedOutSnapshot } from '../../views';

enableAutoUnmount(afterEach);

async function setUp(answers: FakeAnswers, snapshot = aSignedOutSnapshot()) {
  const bridge = new FakeBridge({ 'app.snapshot': () => snapshot, ...answers }).install();
  const view = mountInApp(SignInView);
  await useSessionStore().load();
  await vi.advanceTimersByTimeAsync(0);
  return { bridge, view };
}

async function fillIn(view: VueWrapper): Promise<void> {
  await view.find(byTestId('sign-in-server')).setValue('ws://im.example.com:5080');
  await view.find(byTestId('sign-in-name')).setValue(' lin ');
  await view.find(byTestId('sign-in-password')).setValue(' secret ');
}

async function submit(view: VueWrapper): Promise<void> {
  await view.find('form').trigger('submit');
  await vi.advanceTimersByTimeAsync(0);
}

describe('sign-in', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('sends what was typed, the password exactly', async () => {
    const { view, bridge } = await setUp({ 'account.signIn': () => succeed(anAccount) });
    await fillIn(view);
    await submit(view);
    expect(bridge.argumentsOf('account.signIn')).toEqual([
      {
        serverAddress: 'ws://im.example.com:5080',
        name: 'lin',
        password: ' secret ',
        encoding: 'compact',
        allowInsecure: false,
      },
    ]);
    expect(view.find(byTestId('sign-in-password')).element).toHaveProperty('value', '');
  });

  it.each([
    [true, 'Lin could not be opened: The disk of this computer is full.', true],
    [false, 'Lin could not be opened: The disk of this computer is full.', false],
  ])(
    'T22: says why the account of the last session is not open (tried again: %s)',
    async (isRetried, words, tells) => {
      const known = {
        accountId: 'acc',
        node: 'node-acc',
        name: 'Lin',
        serverUrl: 'wss://im.example.com/tim',
        isLocalServer: false,
      };
      const { view } = await setUp(
        {},
        aSignedOutSnapshot({
          knownAccounts: [known],
          startFailures: [{ accountId: 'acc', reason: 'diskFull', isRetried }],
        }),
      );
      const notice = view.find(byTestId('start-failure'));
      expect(notice.text()).toContain(words);
      expect(notice.text().includes('opens by itself')).toBe(tells);
    },
  );

  it('T23: offers to begin without files that are in the way, and only then', async () => {
    let failure: 'keyUnavailable' | 'wrongPassword' = 'wrongPassword';
    const { view, bridge } = await setUp({
      'account.signIn': () => fail(failure),
      'account.keepAside': () => succeed(),
    });
    await fillIn(view);
    await submit(view);
    expect(view.find(byTestId('sign-in-keep-aside')).exists()).toBe(false);
    failure = 'keyUnavailable';
    await submit(view);
    await view.find(byTestId('sign-in-keep-aside')).trigger('click');
    await vi.advanceTimersByTimeAsync(0);
    expect(bridge.argumentsOf('account.keepAside')).toEqual([
      { serverAddress: 'ws://im.example.com:5080', name: 'lin' },
    ]);
    expect(view.find(byTestId('sign-in-set-aside')).exists()).toBe(true);
    expect(view.find(byTestId('sign-in-keep-aside')).exists()).toBe(false);
  });

  it('T22: says of every account of the last session why it is not open', async () => {
    const known = ['Lin', 'Wang'].map((name) => ({
      accountId: name,
      node: `node-${name}`,
      name,
      serverUrl: 'wss://im.example.com/tim',
      isLocalServer: false,
    }));
    const { view } = await setUp(
      {},
      aSignedOutSnapshot({
        knownAccounts: known,
        startFailures: [
          { accountId: 'Lin', reason: 'diskFull', isRetried: true },
          { accountId: 'Wang', reason: 'keyUnavailable', isRetried: false },
        ],
      }),
    );
    const notices = view.findAll(byTestId('start-failure')).map((notice) => notice.text());
    expect(notices).toHaveLength(2);
    expect(notices[0]).toContain('Lin');
    expect(notices[1]).toContain('Wang');
  });

  it('names the server of a known account, and this computer without its port', async () => {
    const { view } = await setUp(
      {},
      aSignedOutSnapshot({
        knownAccounts: [
          {
            accountId: 'a',
            node: 'node-a',
            name: 'Lin',
            serverUrl: 'ws://127.0.0.1:40123/tim',
            isLocalServer: true,
          },
          {
            accountId: 'b',
            node: 'node-b',
            name: 'Wang',
            serverUrl: 'ws://127.0.0.1:5080/tim',
            isLocalServer: false,
          },
        ],
      }),
    );
    const rows = view.findAll(byTestId('known-account')).map((row) => row.text());
    expect(rows).toEqual(['LLinThis computer', 'WWang127.0.0.1:5080']);
    expect(view.html()).not.toContain('40123');
  });

  it('T22: says nothing of a start that went well', async () => {
    const { view } = await setUp({});
    expect(view.find(byTestId('start-failure')).exists()).toBe(false);
  });

  it('asks before an unencrypted connection and goes on when it is allowed', async () => {
    const { view, bridge } = await setUp({
      'account.signIn': ({ allowInsecure }) => (allowInsecure ? succeed(anAccount) : fail('serverInsecure')),
    });
    await fillIn(view);
    await submit(view);
    const box = view.find(byTestId('sign-in-allow-insecure'));
    expect(document.activeElement).toBe(box.element);
    expect(view.find(byTestId('sign-in-submit')).text()).toBe('Sign in');
    await box.setValue(true);
    expect(view.find(byTestId('sign-in-submit')).text()).toBe('Connect anyway');
    await submit(view);
    expect(bridge.argumentsOf('account.signIn')).toMatchObject([
      { allowInsecure: false },
      { allowInsecure: true },
    ]);
  });

  it('begins in the first empty field', async () => {
    const { view } = await setUp({});
    expect(document.activeElement).toBe(view.find(byTestId('sign-in-server')).element);
  });

  it('marks everything that is missing at once and goes to the first of it, without asking anybody', async () => {
    const { view, bridge } = await setUp({});
    await view.find(byTestId('sign-in-server')).setValue('im.example.com');
    await submit(view);
    expect(bridge.argumentsOf('account.signIn')).toEqual([]);
    const wrong = view.findAll('[aria-invalid="true"]').map((input) => input.attributes('data-testid'));
    expect(wrong).toEqual(['sign-in-name', 'sign-in-password']);
    expect(document.activeElement).toBe(view.find(byTestId('sign-in-name')).element);
    await view.find(byTestId('sign-in-name')).setValue('lin');
    expect(view.findAll('[aria-invalid="true"]')).toHaveLength(1);
  });

  it('goes to the field that the server refused', async () => {
    const { view } = await setUp({ 'account.signIn': () => fail('serverUnknown') });
    await fillIn(view);
    await submit(view);
    expect(document.activeElement).toBe(view.find(byTestId('sign-in-server')).element);
  });

  it('says how long a new password has to be before it is typed, and only for a new account', async () => {
    const { view, bridge } = await setUp({});
    expect(view.find(byTestId('sign-in-password-hint')).exists()).toBe(false);
    await view.find(byTestId('sign-in-mode-sign-up')).setValue(true);
    expect(view.find(byTestId('sign-in-password-hint')).text()).toBe('At least 6 characters');
    await fillIn(view);
    await view.find(byTestId('sign-in-password')).setValue('12345');
    await submit(view);
    expect(bridge.argumentsOf('account.signUp')).toEqual([]);
    expect(document.activeElement).toBe(view.find(byTestId('sign-in-password')).element);
  });

  describe('when another device has just signed in', () => {
    const setUpRefused = async (refusals: number) => {
      let left = refusals;
      const set = await setUp({
        'account.signIn': () => (left-- > 0 ? fail('signedInJustNow') : succeed(anAccount)),
      });
      await fillIn(set.view);
      await submit(set.view);
      return { ...set, asked: () => set.bridge.argumentsOf('account.signIn').length };
    };

    it('counts down in its own words and goes on by itself', async () => {
      const { view, asked } = await setUpRefused(1);
      const waiting = view.find(byTestId('sign-in-retrying'));
      expect(waiting.text()).toContain('just signed in on another device');
      expect(waiting.text()).toContain('in 11 s');
      expect(view.find(byTestId('form-error')).exists()).toBe(false);
      expect(document.activeElement).toBe(view.find(byTestId('sign-in-retry-cancel')).element);
      await vi.advanceTimersByTimeAsync(4_000);
      expect(view.find(byTestId('sign-in-retrying')).text()).toContain('in 7 s');
      await submit(view);
      expect(asked()).toBe(1);
      await vi.advanceTimersByTimeAsync(7_000);
      expect(asked()).toBe(2);
      expect(view.find(byTestId('sign-in-retrying')).exists()).toBe(false);
      expect(view.find(byTestId('sign-in-password')).element).toHaveProperty('value', '');
    });

    it.each<[string, (view: VueWrapper) => unknown]>([
      ['cancel is pressed', (view) => view.find(byTestId('sign-in-retry-cancel')).trigger('click')],
      ['something is changed', (view) => view.find(byTestId('sign-in-name')).setValue('wang')],
      ['another panel is chosen', (view) => view.find(byTestId('try-here')).trigger('click')],
      ['the screen goes', (view) => view.unmount()],
    ])('asks no more once %s', async (_what, act) => {
      const { view, asked } = await setUpRefused(1);
      await act(view);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked()).toBe(1);
    });

    it('gives up after the third time and says why', async () => {
      const { view, asked } = await setUpRefused(100);
      await vi.advanceTimersByTimeAsync(120_000);
      expect(asked()).toBe(4);
      expect(view.find(byTestId('form-error')).text()).toContain('another device');
    });
  });

  it('says nothing of keys before anybody is signed in', async () => {
    const { view } = await setUp({}, aSignedOutSnapshot({ keyProtection: 'file' }));
    expect(view.find(byTestId('key-in-file')).exists()).toBe(false);
  });

  it('tells how to set up a server, below the card', async () => {
    const { view } = await setUp({});
    expect(view.find('.card').find(byTestId('try-here')).exists()).toBe(false);
    await view.find(byTestId('server-setup-open')).trigger('click');
    await vi.advanceTimersByTimeAsync(0);
    expect(document.querySelector(byTestId('server-setup'))?.textContent).toContain('nginx');
  });

  it('tells a failure at its field and loses nothing', async () => {
    const { view } = await setUp({ 'account.signIn': () => fail('wrongPassword') });
    await fillIn(view);
    await submit(view);
    expect(view.find(byTestId('form-error')).text()).toBe('Wrong account or password.');
    expect(view.find(byTestId('sign-in-password')).attributes('aria-invalid')).toBe('true');
    expect(view.find(byTestId('sign-in-password')).element).toHaveProperty('value', ' secret ');
    expect(view.find(byTestId('sign-in-server')).element).toHaveProperty('value', 'ws://im.example.com:5080');
  });

  it('says a word after three seconds and cannot be sent twice', async () => {
    const { view, bridge } = await setUp({ 'account.signIn': () => new Promise(() => undefined) });
    await fillIn(view);
    await submit(view);
    await submit(view);
    expect(bridge.argumentsOf('account.signIn')).toHaveLength(1);
    expect(view.find(byTestId('sign-in-submit')).attributes('aria-busy')).toBe('true');
    expect(view.find(byTestId('sign-in-waiting')).exists()).toBe(false);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(view.find(byTestId('sign-in-waiting')).exists()).toBe(true);
  });

  it('signs up in the other mode', async () => {
    const { view, bridge } = await setUp({ 'account.signUp': () => fail('accountExists') });
    await view.find(byTestId('sign-in-mode-sign-up')).setValue(true);
    await fillIn(view);
    await submit(view);
    expect(bridge.argumentsOf('account.signUp')).toHaveLength(1);
    expect(view.find(byTestId('sign-up-submit')).exists()).toBe(true);
  });

  it('T11: a long password is warned about in words while it is typed, and can be tried', async () => {
    const { view, bridge } = await setUp({ 'account.signUp': () => fail('passwordTooLong') });
    await view.find(byTestId('sign-in-mode-sign-up')).setValue(true);
    await fillIn(view);
    const warning = byTestId('sign-in-password-hint');
    await view.find(byTestId('sign-in-password')).setValue('七个汉字的密码');
    expect(view.find(warning).text()).toBe('At least 6 characters');
    await view.find(byTestId('sign-in-password')).setValue('八个汉字的密码吧');
    expect(view.find(warning).text()).toBe(
      'This password is long: 24 bytes, where a Chinese character counts as three. Most tim servers accept at most 21. You can try it, or choose a shorter one.',
    );
    await submit(view);
    expect(bridge.argumentsOf('account.signUp')).toHaveLength(1);
    expect(view.find(byTestId('form-error')).text()).toContain('7 Chinese characters');
    expect(view.find(byTestId('sign-in-password')).attributes('aria-invalid')).toBe('true');
  });

  it('T11: who signs in is not warned: the server took the password before', async () => {
    const { view } = await setUp({});
    await view.find(byTestId('sign-in-password')).setValue('八个汉字的密码吧');
    expect(view.find(byTestId('sign-in-password-hint')).exists()).toBe(false);
  });

  it('asks only for a name to try it on this computer', async () => {
    const { view, bridge } = await setUp({ 'account.tryHere': () => fail('localServerFailed') });
    await view.find(byTestId('try-here')).trigger('click');
    await view.find(byTestId('try-here-name')).setValue('林');
    await submit(view);
    expect(bridge.argumentsOf('account.tryHere')).toEqual([{ name: '林' }]);
    expect(view.find(byTestId('form-error')).text()).toContain('did not start');
  });

  it('resumes a known account with one click, and asks for the password if that fails', async () => {
    const knownAccounts = [
      {
        accountId: 'a1',
        node: 'node-a1',
        name: '林晓',
        serverUrl: 'wss://im.example.com/tim',
        isLocalServer: false,
      },
    ];
    const { view, bridge } = await setUp(
      { 'account.resume': () => fail('wrongPassword') },
      aSignedOutSnapshot({ knownAccounts }),
    );
    await vi.advanceTimersByTimeAsync(0);
    await view.find(byTestId('known-account')).trigger('click');
    await vi.advanceTimersByTimeAsync(0);
    expect(bridge.argumentsOf('account.resume')).toEqual([{ accountId: 'a1' }]);
    expect(view.find(byTestId('sign-in-name')).element).toHaveProperty('value', '林晓');
  });
});
