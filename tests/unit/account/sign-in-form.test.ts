import { describe, expect, it } from 'vitest';
import { checkForm } from '../../../main/account/sign-in-form';
import { toConnectionView } from '../../../main/account/connection-view';
import type { Credentials } from '../../../preload/contract/api';

const form: Credentials = {
  serverAddress: 'tim.example',
  name: ' 小明 ',
  password: '六个字的密码',
  encoding: 'compact',
  allowInsecure: false,
};
const failureOf = (change: Partial<Credentials>, isNewAccount = true): string => {
  const checked = checkForm({ ...form, ...change }, isNewAccount);
  return checked.ok ? 'ok' : checked.failure;
};

describe('the sign-in form', () => {
  it('is read: the name without white space around it', () => {
    expect(checkForm(form, true)).toMatchObject({
      ok: true,
      name: '小明',
      addresses: [{ isExposed: false }],
    });
  });

  it.each<[Partial<Credentials>, boolean, string]>([
    [{ name: ' \u3000 ' }, true, 'nameEmpty'],
    [{ name: 'x'.repeat(65) }, true, 'invalidArgument'],
    [{ password: '' }, false, 'passwordEmpty'],
    [{ password: '12345' }, true, 'passwordTooShort'],
    // Two units each, but only five characters.
    [{ password: '😀'.repeat(5) }, true, 'passwordTooShort'],
    [{ password: '12345' }, false, 'ok'],
    [{ password: '      ' }, true, 'ok'],
    [{ serverAddress: '' }, true, 'serverAddressInvalid'],
    [{ serverAddress: 'ftp://x' }, true, 'serverAddressInvalid'],
    [{ serverAddress: 'ws://tim.example' }, true, 'serverInsecure'],
    [{ serverAddress: 'tim.example, ws://tim.example' }, true, 'serverInsecure'],
    [{ serverAddress: 'ws://tim.example', allowInsecure: true }, true, 'ok'],
    [{ serverAddress: 'ws://127.0.0.1:1' }, true, 'ok'],
    // From top to bottom, as the form asks.
    [{ serverAddress: '', name: '', password: '' }, true, 'serverAddressInvalid'],
    [{ serverAddress: 'ws://tim.example', name: '', password: '' }, true, 'nameEmpty'],
    [{ serverAddress: 'ws://tim.example', password: '' }, true, 'passwordEmpty'],
  ])('is checked before anything is sent: %j (new: %s) is %s', (change, isNewAccount, failure) => {
    expect(failureOf(change, isNewAccount)).toBe(failure);
  });
});

describe('the view of the connection', () => {
  it('tells why there is none in the contract’s words', () => {
    const away = { awaySinceMs: 3, isRetry: true };
    const status = {
      state: 'waiting',
      failure: 'overLimit',
      retryAtMs: 5,
      unreadableFrames: 2,
      ...away,
    } as const;
    expect(toConnectionView(status, { serverOffsetMs: 30, replayedMessages: 7 })).toEqual({
      state: 'waiting',
      failure: 'signedInJustNow',
      retryAtMs: 5,
      ...away,
      serverOffsetMs: 30,
      unreadableFrames: 2,
      replayedMessages: 0,
    });
    const replaying = { ...status, state: 'replaying', failure: null } as const;
    expect(toConnectionView(replaying, { serverOffsetMs: 0, replayedMessages: 7 }).replayedMessages).toBe(7);
    expect(
      toConnectionView({ ...status, failure: null }, { serverOffsetMs: 0, replayedMessages: 0 }).failure,
    ).toBeNull();
  });
});
