import { nextTick, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useWindowEvent } from '../../base/use-window-event';

/** What changing the order of the pictures needs. */
export interface PictureOrderOptions {
  /** The list; each picture in it has its `data-picture-id`. */
  readonly strip: Readonly<Ref<HTMLElement | null>>;
  /** The pictures in their order. */
  readonly ids: () => readonly string[];
  readonly move: (pictureId: string, place: number) => void;
  readonly remove: (pictureId: string) => void;
}

/** How the order of the pictures is changed. */
export interface PictureOrder {
  /** The picture that the pointer has; null for none. */
  readonly heldId: Readonly<ShallowRef<string | null>>;
  /** The picture that was moved last; its place is told. */
  readonly movedId: Readonly<ShallowRef<string | null>>;
  readonly hold: (event: PointerEvent, pictureId: string) => void;
  readonly onKeydown: (event: KeyboardEvent, pictureId: string) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * The order of the pictures of a draft: a picture that is pulled takes the place of the one whose middle the pointer passes. With the
 * arrow keys one goes from picture to picture, and takes the picture along with Alt; Home and End go to the ends.
 */
export function usePictureOrder({ strip, ids, move, remove }: PictureOrderOptions): PictureOrder {
  const heldId = shallowRef<string | null>(null);
  const movedId = shallowRef<string | null>(null);

  const handles = (): readonly HTMLElement[] => [
    ...(strip.value?.querySelectorAll<HTMLElement>('[data-picture-id]') ?? []),
  ];

  function moveTo(pictureId: string, place: number): void {
    if (place < 0 || place >= ids().length || ids()[place] === pictureId) return;
    movedId.value = pictureId;
    move(pictureId, place);
  }

  function focus(pictureId: string): void {
    const handle = handles().find(({ dataset }) => dataset['pictureId'] === pictureId);
    handle?.focus();
    handle?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function hold(event: PointerEvent, pictureId: string): void {
    if (event.button === 0 && ids().length > 1) heldId.value = pictureId;
  }

  function follow({ clientX }: PointerEvent): void {
    if (heldId.value === null) return;
    const middles = handles()
      .filter(({ dataset }) => dataset['pictureId'] !== heldId.value)
      .map((handle) => handle.getBoundingClientRect())
      .map(({ left, right }) => (left + right) / 2);
    moveTo(heldId.value, middles.filter((middle) => middle < clientX).length);
  }

  const letGo = (): void => void (heldId.value = null);

  function placeFor(key: string, current: number): number | null {
    if (key === 'Home') return 0;
    if (key === 'End') return ids().length - 1;
    const step = steps[key];
    return step === undefined ? null : current + step;
  }

  function onKeydown(event: KeyboardEvent, pictureId: string): void {
    const current = ids().indexOf(pictureId);
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      remove(pictureId);
      return;
    }
    const place = placeFor(event.key, current);
    if (place === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.altKey) moveTo(pictureId, place);
    const focusedId = event.altKey ? pictureId : ids()[place];
    // An element that changes its place in the document loses the focus.
    if (focusedId !== undefined) void nextTick(() => focus(focusedId));
  }

  useWindowEvent('pointermove', follow);
  useWindowEvent('pointerup', letGo);
  useWindowEvent('pointercancel', letGo);
  return { heldId, movedId, hold, onKeydown };
}
