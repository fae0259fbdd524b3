import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { usePlaybackStore, type Sound, type SoundState } from './playback-store';
import type { FailureCode } from '../../../preload/contract/result';

/** One sound as its bubble shows it. */
export interface ShownSound {
  /** It is the one that the window plays, or that rests in the middle. */
  readonly isCurrent: ComputedRef<boolean>;
  readonly state: ComputedRef<SoundState>;
  readonly positionMs: ComputedRef<number>;
  readonly durationMs: ComputedRef<number | null>;
  /** Why it was not played, when it was asked for last. */
  readonly failure: ComputedRef<FailureCode | null>;
  readonly toggle: () => void;
  readonly seek: (positionMs: number) => void;
}

/** The sound of a message, beside what else the window plays. */
export function useSound(sound: () => Sound): ShownSound {
  const playback = usePlaybackStore();
  const isCurrent = computed(
    () =>
      playback.sound?.messageId === sound().messageId &&
      playback.sound.account.accountId === sound().account.accountId,
  );
  /** Where it begins when it is played the next time, ms. */
  const beginAtMs = shallowRef(0);
  const failed = shallowRef<FailureCode | null>(null);
  let isAsked = false;

  watch(isCurrent, (now) => {
    if (now) beginAtMs.value = 0;
  });
  watch(
    () => playback.failure,
    (failure) => {
      if (failure !== null && isAsked) failed.value = failure;
      isAsked = false;
    },
    { flush: 'sync' },
  );

  function toggle(): void {
    failed.value = null;
    if (!isCurrent.value) {
      void playback.play(sound(), beginAtMs.value);
      isAsked = true;
    } else if (playback.state === 'playing') playback.pause();
    else playback.resume();
  }

  function seek(positionMs: number): void {
    if (isCurrent.value) playback.seek(positionMs);
    else beginAtMs.value = positionMs;
  }

  return {
    isCurrent,
    state: computed(() => (isCurrent.value ? playback.state : 'resting')),
    positionMs: computed(() => (isCurrent.value ? playback.positionMs : beginAtMs.value)),
    durationMs: computed(() => (isCurrent.value ? playback.durationMs : sound().durationMs)),
    failure: computed(() => failed.value),
    toggle,
    seek,
  };
}
