import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { AccountView, EncodingChoice, KnownAccountView } from '../../../preload/contract/views';
import { request } from '../../base/bridge';
import { after, every, nowMs, type Stop } from '../../base/clock';
import { useSessionStore } from '../../base/session-store';
import { checkFields, fieldPlaces, placeOfFailure, type FieldMarks, type FieldPlace } from './view-model';

/** What the form asks for. */
export type SignInMode = 'signIn' | 'signUp';
/** What the sign-in screen shows. */
export type SignInPanel = 'known' | 'form' | 'tryHere';
/** What is being waited for. */
export type SignInWait = 'form' | 'tryHere' | { readonly accountId: string };

// tim refuses a device for ten seconds after another one of the account has signed in.
const refusedMs = 11_000;
// Somebody who keeps signing in elsewhere is not a matter of waiting.
const mostWaits = 3;

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
  /** What the user chose to see; null: what suits the accounts of this computer. */
  const panel = shallowRef<SignInPanel | null>(null);
  /** What is wrong with the fields, seen before the server was asked. */
  const marks = shallowRef<FieldMarks>({});
  /** Counts the attempts that did not work: each moves the focus to what has to be changed. */
  const refusals = shallowRef(0);
  /** Seconds until the form goes on by itself, because another device has just signed in; null while it does not wait. */
  const secondsToRetry = shallowRef<number | null>(null);
  let stopWaiting: Stop = () => undefined;
  let waits = 0;

  async function attempt(
    wait: SignInWait,
    ask: () => Promise<Result<AccountView>>,
  ): Promise<FailureCode | null> {
    waitingFor.value = wait;
    const result = await ask();
    // The main screen follows from the snapshot, so the button stays busy until it is there.
    if (result.ok) await session.load();
    waitingFor.value = null;
    if (result.ok) {
      password.value = '';
      panel.value = null;
    }
    return result.ok ? null : result.failure.code;
  }

  /** Signs in or up with what was typed, if it can be what is asked for. */
  async function submit(): Promise<void> {
    if (waitingFor.value !== null || secondsToRetry.value !== null) return;
    waits = 0;
    failure.value = null;
    isSetAside.value = false;
    marks.value = checkFields(
      { serverAddress: serverAddress.value, name: name.value, password: password.value },
      mode.value === 'signUp',
    );
    if (Object.keys(marks.value).length > 0) refusals.value += 1;
    else await send();
  }

  async function send(): Promise<void> {
    const code = await attempt('form', () =>
      request(mode.value === 'signIn' ? 'account.signIn' : 'account.signUp', {
        serverAddress: serverAddress.value.trim(),
        name: name.value.trim(),
        password: password.value,
        encoding: encoding.value,
        allowInsecure: allowInsecure.value,
      }),
    );
    if (code === 'signedInJustNow' && waits < mostWaits) {
      waitAndSend();
      return;
    }
    failure.value = code;
    if (code !== null) refusals.value += 1;
  }

  function waitAndSend(): void {
    waits += 1;
    const untilMs = nowMs() + refusedMs;
    const tick = (): void => {
      secondsToRetry.value = Math.max(1, Math.ceil((untilMs - nowMs()) / 1_000));
    };
    const stopTicking = every(1_000, tick);
    const stopTimer = after(refusedMs, () => {
      endWait();
      void send();
    });
    stopWaiting = () => {
      stopTicking();
      stopTimer();
    };
    tick();
  }

  /** The form does not go on by itself any more. */
  function endWait(): void {
    stopWaiting();
    stopWaiting = () => undefined;
    secondsToRetry.value = null;
  }

  /** What is wrong at a field; null when nothing is known. */
  function failureAt(place: FieldPlace): FailureCode | null {
    const code = failure.value;
    return marks.value[place] ?? (code !== null && placeOfFailure(code) === place ? code : null);
  }

  /** The first field that has to be changed; null when no field can mend it. */
  function firstWrongField(): FieldPlace | null {
    return fieldPlaces.find((place) => failureAt(place) !== null) ?? null;
  }

  /** Somebody changes a field: what was wrong with it is not known any more. */
  function touched(place: FieldPlace): void {
    endWait();
    if (marks.value[place] === undefined) return;
    const { [place]: _mended, ...others } = marks.value;
    marks.value = others;
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
    panel,
    marks,
    refusals,
    secondsToRetry,
    endWait,
    failureAt,
    firstWrongField,
    touched,
    submit,
    keepAside,
    resume,
    tryHere,
  };
});
