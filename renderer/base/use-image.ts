import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { FailureCode } from '../../preload/contract/result';
import { useAccount } from './account-scope';
import { isIncompletePicture } from './pictures/whole-picture';

/** The bytes of a message's picture while they are shown. */
export interface ShownImage {
  /** Object URL; null while loading, and after a failure. */
  readonly url: Readonly<ShallowRef<string | null>>;
  readonly failure: Readonly<ShallowRef<FailureCode | null>>;
  /** The bytes of one that moves, for showing it at rest; null for every other. */
  readonly moving: Readonly<ShallowRef<Blob | null>>;
  /** What is behind it may shine through. */
  readonly canBeTransparent: Readonly<ShallowRef<boolean>>;
  /** Asks for the bytes again. */
  readonly load: () => Promise<void>;
  /** The bytes turned out not to be a picture. */
  readonly giveUp: () => void;
}

/**
 * Fetches the picture of a message, or the small one of its file, while the caller's scope lives. Nothing is kept for later: with the scope the object URL
 * is revoked, so a picture that was erased is nowhere in the window.
 */
export function useImage(
  messageId: () => string,
  call: 'messages.image' | 'files.preview' = 'messages.image',
): ShownImage {
  const { request } = useAccount();
  const url = shallowRef<string | null>(null);
  const failure = shallowRef<FailureCode | null>(null);
  const moving = shallowRef<Blob | null>(null);
  const canBeTransparent = shallowRef(false);
  let lastRequest = 0;

  function release(): void {
    if (url.value !== null) URL.revokeObjectURL(url.value);
    url.value = null;
    moving.value = null;
  }

  async function load(): Promise<void> {
    const ticket = ++lastRequest;
    release();
    failure.value = null;
    const result = await request(call, { messageId: messageId() });
    if (ticket !== lastRequest) return;
    if (!result.ok) return void (failure.value = result.failure.code);
    const { bytes, mediaType, isAnimated } = result.value;
    // The bridge does not promise memory of its own; a blob needs it.
    const own = new Uint8Array(bytes);
    const isIncomplete = await isIncompletePicture(own);
    if (ticket !== lastRequest) return;
    if (isIncomplete) return void (failure.value = 'imageIncomplete');
    const blob = new Blob([own], { type: mediaType });
    canBeTransparent.value = mediaType !== 'image/jpeg';
    if (isAnimated) moving.value = blob;
    url.value = URL.createObjectURL(blob);
  }

  function giveUp(): void {
    release();
    failure.value = 'imageUnreadable';
  }

  watch(messageId, () => void load(), { immediate: true });
  onScopeDispose(() => {
    lastRequest += 1;
    release();
  });
  return { url, failure, moving, canBeTransparent, load, giveUp };
}
