import { computed, onMounted, onScopeDispose, shallowRef, type Ref } from 'vue';
import { isLongPicture, type PictureSize } from './picture-box';
import {
  fitted,
  fromTop,
  isFitted,
  moved,
  toggled,
  zoomed,
  type StagePoint,
  type ViewerSizes,
  type ViewerTransform,
} from './viewer-transform';

const zoomStep = 1.25;
/** One notch of a wheel is 100 pixels in most systems. */
const wheelFactorPerPixel = 1.0022;
const keyMovePixels = 80;
/** Part of the stage by which a page is turned: what was at the edge stays in view. */
const pagePart = 0.9;
/** Below this a press is a click, CSS pixels. */
const clickTolerancePixels = 4;

const centre: StagePoint = { x: 0, y: 0 };
const directions: Readonly<Record<string, StagePoint>> = {
  ArrowLeft: { x: keyMovePixels, y: 0 },
  ArrowRight: { x: -keyMovePixels, y: 0 },
  ArrowUp: { x: 0, y: keyMovePixels },
  ArrowDown: { x: 0, y: -keyMovePixels },
};

/** A pressed pointer. */
interface Press {
  readonly start: StagePoint;
  readonly last: StagePoint;
  readonly isDrag: boolean;
}

/**
 * Zooming and moving of the viewer, with pointer, wheel and keys. Starts with the whole picture, and stays so while the
 * window is resized. A click beside the picture closes.
 */
export function useViewerTransform(
  stageElement: Readonly<Ref<HTMLElement | null>>,
  picture: () => PictureSize,
  close: () => void,
) {
  const stage = shallowRef<PictureSize>({ width: window.innerWidth, height: window.innerHeight });
  /** Null: the whole picture. */
  const chosen = shallowRef<ViewerTransform | null>(null);
  const press = shallowRef<Press | null>(null);
  const sizes = computed<ViewerSizes>(() => ({ picture: picture(), stage: stage.value }));
  const initial = computed(() => (isLongPicture(picture()) ? fromTop(sizes.value) : fitted(sizes.value)));
  const transform = computed(() =>
    chosen.value === null ? initial.value : moved(chosen.value, centre, sizes.value),
  );
  const isWhole = computed(() => isFitted(transform.value, sizes.value));
  const style = computed(() => {
    const { scale, x, y } = transform.value;
    const { width, height } = picture();
    return {
      width: `${width * scale}px`,
      height: `${height * scale}px`,
      transform: `translate(calc(-50% + ${x}px), calc(-50% + ${y}px))`,
    };
  });

  function take(next: ViewerTransform): void {
    chosen.value = isFitted(next, sizes.value) && !isLongPicture(picture()) ? null : next;
  }

  function zoomBy(factor: number, at: StagePoint = centre): void {
    take(zoomed(transform.value, { factor, at }, sizes.value));
  }

  function pointOf(event: MouseEvent): StagePoint {
    const box = stageElement.value?.getBoundingClientRect() ?? new DOMRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }

  function isOnPicture(point: StagePoint): boolean {
    const { scale, x, y } = transform.value;
    const { width, height } = picture();
    return Math.abs(point.x - x) <= (width * scale) / 2 && Math.abs(point.y - y) <= (height * scale) / 2;
  }

  function onWheel(event: WheelEvent): void {
    // Two fingers that are moved apart come as a wheel with this key.
    if (!event.ctrlKey && isLongPicture(picture()) && !isWhole.value) {
      take(moved(transform.value, { x: -event.deltaX, y: -event.deltaY }, sizes.value));
    } else zoomBy(wheelFactorPerPixel ** -event.deltaY, pointOf(event));
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    stageElement.value?.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    press.value = { start: point, last: point, isDrag: false };
  }

  function onPointerMove(event: PointerEvent): void {
    if (press.value === null) return;
    const { start, last, isDrag } = press.value;
    const point = pointOf(event);
    const distance = Math.hypot(point.x - start.x, point.y - start.y);
    press.value = { start, last: point, isDrag: isDrag || distance > clickTolerancePixels };
    take(moved(transform.value, { x: point.x - last.x, y: point.y - last.y }, sizes.value));
  }

  function onPointerUp(event: PointerEvent): void {
    const isClick = press.value?.isDrag === false;
    press.value = null;
    if (!isClick) return;
    const point = pointOf(event);
    if (isOnPicture(point)) take(toggled(transform.value, point, sizes.value));
    else close();
  }

  function turnPage(direction: 1 | -1): void {
    take(moved(transform.value, { x: 0, y: direction * stage.value.height * pagePart }, sizes.value));
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (event.key === '+' || event.key === '=') zoomBy(zoomStep);
    else if (event.key === '-') zoomBy(1 / zoomStep);
    else if (event.key === '0') take(fitted(sizes.value));
    else if (event.key === 'PageDown' || event.key === 'PageUp') turnPage(event.key === 'PageDown' ? -1 : 1);
    else if (event.key === '1') zoomBy(1 / transform.value.scale);
    // The dialog gives the first Escape to the hint of the button that has the focus.
    else if (event.key === 'Escape') close();
    else if (direction !== undefined) take(moved(transform.value, direction, sizes.value));
    else return;
    event.preventDefault();
  }

  const observer = new ResizeObserver(([entry]) => {
    if (entry !== undefined) stage.value = entry.contentRect;
  });
  onMounted(() => {
    if (stageElement.value !== null) observer.observe(stageElement.value);
  });
  onScopeDispose(() => observer.disconnect());

  return {
    scale: computed(() => transform.value.scale),
    isWhole,
    /** All of its width is seen. */
    fitsAcross: computed(() => picture().width * transform.value.scale <= stage.value.width),
    isMoving: computed(() => press.value?.isDrag === true),
    style,
    zoomIn: () => zoomBy(zoomStep),
    zoomOut: () => zoomBy(1 / zoomStep),
    onWheel,
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: () => (press.value = null),
    /** Another picture is in the viewer: it begins as every one does. */
    reset: () => {
      chosen.value = null;
      press.value = null;
    },
    onKeydown,
  };
}
