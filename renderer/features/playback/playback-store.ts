import { defineStore } from 'pinia';
import { computed, hasInjectionContext, inject, shallowRef, type InjectionKey } from 'vue';
import type { ContentView, MessageView } from '../../../preload/contract/message-views';
import type { FailureCode } from '../../../preload/contract/result';
import type { AccountScope } from '../../base/account-scope';
import { makeSoundElement, type MakeSoundElement, type SoundElement } from './sound-element';

/** A sound of a message, as whoever plays it asks for it. */
export interface Sound {
  /** Whose message it is. */
  readonly account: AccountScope;
  readonly conversationId: string;
  readonly messageId: string;
  readonly kind: 'voice' | 'audio';
  /** Who speaks, or what the file is called. */
  readonly title: string;
  /** As far as its author says; null for unknown. */
  readonly durationMs: number | null;
  /** Where it is when it is no message yet: the window made it; absent for a message, whose file main gives. */
  readonly url?: string;
}

/** How fast it is played, the next one after each. */
export const rates = [1, 1.5, 2] as const;
export type Rate = (typeof rates)[number];

/** Of a sound: it plays, it rests in the middle, or it is fetched from the disk. */
export type SoundState = 'loading' | 'playing' | 'resting';

/** Where an app has something else that plays: tests have no engine that does. */
export const soundElementKey: InjectionKey<MakeSoundElement> = Symbol('sound element');

/**
 * What the window plays: one sound at a time, of whichever account and chat; it goes on when the chat is left. A film that begins rests
 * it, and is rested by it. What is played ends as soon as its message does not show it any more.
 */
export const usePlaybackStore = defineStore('playback', () => {
  const makeElement = hasInjectionContext() ? inject(soundElementKey, makeSoundElement) : makeSoundElement;
  const sound = shallowRef<Sound | null>(null);
  const isPlaying = shallowRef(false);
  const isLoading = shallowRef(false);
  const positionMs = shallowRef(0);
  const measuredMs = shallowRef<number | null>(null);
  const rate = shallowRef<Rate>(1);
  const failure = shallowRef<FailureCode | null>(null);
  /** The sound that was heard to its end last. */
  const heard = shallowRef<Sound | null>(null);
  const state = computed<SoundState>(() => {
    if (isLoading.value) return 'loading';
    return isPlaying.value ? 'playing' : 'resting';
  });
  const durationMs = computed(() => measuredMs.value ?? sound.value?.durationMs ?? null);
  let element: SoundElement | null = null;
  let handle: string | null = null;
  let wish = 0;
  let hasReopened = false;
  /** Rests the film that plays. */
  let restFilm: (() => void) | null = null;

  const player = (): SoundElement =>
    (element ??= makeElement({
      changed: () => (isPlaying.value = element?.isPlaying === true),
      moved: (now) => {
        positionMs.value = now;
        hasReopened = false;
      },
      measured: (length) => (measuredMs.value = length),
      ended,
      failed: () => void reopen(),
    }));

  /** Plays it, from the beginning or from a place on; what played before is over. */
  async function play(wanted: Sound, fromMs = 0): Promise<void> {
    stop();
    rest();
    hasReopened = false;
    sound.value = wanted;
    await open(wanted, fromMs);
  }

  async function open(wanted: Sound, fromMs: number): Promise<void> {
    const ticket = ++wish;
    isLoading.value = true;
    positionMs.value = fromMs;
    if (wanted.url !== undefined) {
      isLoading.value = false;
      begin(wanted.url, fromMs);
      return;
    }
    const opened = await wanted.account.request('playback.open', { messageId: wanted.messageId });
    if (ticket !== wish) {
      if (opened.ok) close(wanted.account, opened.value.handle);
      return;
    }
    isLoading.value = false;
    if (!opened.ok) {
      fail(opened.failure.code);
      return;
    }
    handle = opened.value.handle;
    begin(opened.value.url, fromMs);
    if (wanted.kind === 'voice') {
      const { messageId } = wanted;
      void wanted.account.request('playback.notePlayed', { messageId });
    }
  }

  function begin(url: string, fromMs: number): void {
    const playing = player();
    playing.load(url, fromMs);
    playing.setRate(rate.value);
    playing.play();
  }

  /** A handle ends when nobody uses it for long, as in a long rest: it is asked for once more. */
  async function reopen(): Promise<void> {
    const wanted = sound.value;
    if (wanted === null) return;
    if (hasReopened || wanted.url !== undefined) {
      fail('fileUnreadable');
      return;
    }
    hasReopened = true;
    release();
    await open(wanted, positionMs.value);
  }

  function fail(code: FailureCode): void {
    stop();
    failure.value = code;
  }

  function ended(): void {
    const played = sound.value;
    stop();
    heard.value = played;
  }

  /** Ends it and forgets it. */
  function stop(): void {
    wish += 1;
    release();
    sound.value = null;
    isPlaying.value = false;
    isLoading.value = false;
    positionMs.value = 0;
    measuredMs.value = null;
    failure.value = null;
    heard.value = null;
  }

  function release(): void {
    element?.clear();
    if (handle !== null && sound.value !== null) close(sound.value.account, handle);
    handle = null;
  }

  function close({ request }: AccountScope, closed: string): void {
    void request('playback.close', { handle: closed });
  }

  function pause(): void {
    element?.pause();
  }

  function resume(): void {
    if (sound.value === null || isLoading.value) return;
    rest();
    element?.play();
  }

  function seek(to: number): void {
    positionMs.value = to;
    element?.seek(to);
  }

  /** The next speed; it holds for everything that is played in this window from now on. */
  function stepRate(): void {
    rate.value = rates[(rates.indexOf(rate.value) + 1) % rates.length] ?? 1;
    element?.setRate(rate.value);
  }

  /** A film begins: sound rests, and `restIt` is called when somebody wants to hear a sound, or see another film. */
  function beginFilm(restIt: () => void): void {
    if (restFilm !== restIt) rest();
    restFilm = restIt;
    pause();
  }

  function rest(): void {
    const film = restFilm;
    restFilm = null;
    film?.();
  }

  /** Messages have changed; null: more than are named. What is not shown any more is not heard any more. */
  async function applyChanges(accountId: string, messageIds: readonly string[] | null): Promise<void> {
    const playing = sound.value;
    if (playing?.account.accountId !== accountId || playing.url !== undefined) return;
    if (messageIds !== null && !messageIds.includes(playing.messageId)) return;
    const found = await playing.account.request('messages.byIds', { messageIds: [playing.messageId] });
    if (!found.ok || sound.value?.messageId !== playing.messageId) return;
    const [message] = found.value;
    if (message === undefined || !isHeard(message)) stop();
  }

  /** The account is closed, or another one is shown in its place for good. */
  function accountClosed(accountId: string): void {
    if (sound.value?.account.accountId === accountId) stop();
  }

  return {
    sound,
    state,
    isPlaying,
    positionMs,
    durationMs,
    rate,
    failure,
    heard,
    play,
    pause,
    resume,
    stop,
    seek,
    stepRate,
    beginFilm,
    applyChanges,
    accountClosed,
  };
});

/** Whether a message has a file to be heard at this moment. */
function isHeard({ body, operation }: MessageView): boolean {
  if (operation !== null) return false;
  const content: ContentView | null =
    body.kind === 'file'
      ? body
      : body.kind === 'burnOwn' || body.kind === 'burnRevealed'
        ? body.content
        : null;
  return content?.kind === 'file' && content.state.kind === 'here';
}
