import { messageIdAt } from './use-roving-focus';

/** The picture of an album that an element belongs to, by its message; null outside of albums. */
export function pictureAt(target: EventTarget | null): string | null {
  return messageIdAt(target instanceof Element ? target.closest('[data-testid="album-tile"]') : null);
}

/** Moves the focus within the row of an album to the next picture, or to the one before; from the row itself to its first or last. */
export function stepInAlbum(row: HTMLElement | null, step: 1 | -1): void {
  const openers = [...(row?.querySelectorAll<HTMLElement>('[data-testid="picture-open"]') ?? [])];
  const place = openers.findIndex((opener) => opener === document.activeElement);
  openers[place === -1 && step === -1 ? openers.length - 1 : place + step]?.focus();
}
