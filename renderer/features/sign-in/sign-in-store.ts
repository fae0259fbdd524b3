import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { AccountView, EncodingChoice, KnownAccountView } from '../../../preload/contract/views';
import { request } from '../../app/bridge';
import { useSessionStore } from '../../app/session-store';

/** What the form asks for. */
export type SignInMode = 'signIn' | 'signUp';
/** What is being waited for. */
export type SignInWait = 'form' | 'tryHere' | { readonly accountId: string };

/** The sign-in form. Input survives every failure; the password is dropped as soon as it has done its work. */
export const useSignInStore = defineStore('sign-in', () => {
  const session = useSessionStore();
  const mode = shallowRef<SignInMode>('signIn');
  const serverAddress = shallowRef('');
  const name = shallowRef('');
  const password = shallowRef('');
  const encoding = shallowRef<EncodingChoice>('compact');
  const allowInsecure = shallowRef(false);
  const tryHereName = shallowRef('');
  const waitingFor = shallowRef<SignInWait | null>(null);
  const failure = shallowRef<FailureCode | null>(null);
  const tryHereFailure = shallowRef<FailureCode | null>(null);
  /** The files of the typed account were set aside: the next sign-in begins anew. */
  const isSetAside = shallowRef(false);

  async function attempt(
    wait: SignInWait,
    ask: () => Promise<Result<AccountView>>,
  ): Promise<FailureCode | null> {
    waitingFor.value = wait;
    const result = await ask();
    // The main screen follows from the snapshot, so the button stays busy until it is there.
    if (result.ok) await session.load();
    waitingFor.value = null;
    if (result.ok) password.value = '';
    return result.ok ? null : result.failure.code;
  }

  /** Signs in or up with what was typed. */
  async function submit(): Promise<void> {
    if (waitingFor.value !== null) return;
    failure.value = null;
    isSetAside.value = false;
    failure.value = await attempt('form', () =>
      request(mode.value === 'signIn' ? 'account.signIn' : 'account.signUp', {
        serverAddress: serverAddress.value.trim(),
        name: name.value.trim(),
        password: password.value,
        encoding: encoding.value,
        allowInsecure: allowInsecure.value,
      }),
    );
  }

  /** Keeps the files of the typed account, which cannot be opened, under another name; it can then sign in anew. */
  async function keepAside(): Promise<void> {
    if (waitingFor.value !== null) return;
    const result = await request('account.keepAside', {
      serverAddress: serverAddress.value.trim(),
      name: name.value.trim(),
    });
    failure.value = result.ok ? null : result.failure.code;
    isSetAside.value = result.ok;
  }

  /** Signs in a known account; if that fails the form is filled, so that the password can be typed. */
  async function resume(account: KnownAccountView): Promise<boolean> {
    if (waitingFor.value !== null) return false;
    failure.value = null;
    const code = await attempt({ accountId: account.accountId }, () =>
      request('account.resume', { accountId: account.accountId }),
    );
    failure.value = code;
    if (code === null) return true;
    mode.value = 'signIn';
    serverAddress.value = account.serverUrl;
    name.value = account.name;
    return false;
  }

  /** Starts the server of this computer and signs up there. */
  async function tryHere(): Promise<void> {
    if (waitingFor.value !== null) return;
    tryHereFailure.value = null;
    tryHereFailure.value = await attempt('tryHere', () =>
      request('account.tryHere', { name: tryHereName.value.trim() }),
    );
  }

  return {
    mode,
    serverAddress,
    name,
    password,
    encoding,
    allowInsecure,
    tryHereName,
    waitingFor,
    failure,
    tryHereFailure,
    isSetAside,
    submit,
    keepAside,
    resume,
    tryHere,
  };
});
