import type { BodyView } from '../../../preload/contract/message-views';

/** Size in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Where a picture is shown in the timeline. */
export interface PictureBox extends PictureSize {
  /** The picture is of so extreme a shape that the box shows its middle only. */
  readonly isCropped: boolean;
  /** Reading it means to scroll: its beginning is shown, and the viewer begins there, too. */
  readonly isLong: boolean;
}

/** From this proportion on a tall picture is one to be read from its top. */
const longRatio = 3;
/** Width of the box of a long one. */
const longWidth = 160;

/** Whether a picture is so tall that it is read from its top, such as a long screenshot. */
export const isLongPicture = ({ width, height }: PictureSize): boolean =>
  height > maxSide && height >= width * longRatio;

const maxSide = 320;
/** Room for a hand to hit it, and for the skeleton to be seen. */
const minWidth = 72;
const minHeight = 48;

/** The box of a picture in CSS pixels, known before its bytes are: nothing jumps when they arrive. */
export function pictureBox({ width, height }: PictureSize): PictureBox {
  if (isLongPicture({ width, height })) {
    return {
      width: Math.max(minWidth, Math.min(longWidth, width)),
      height: maxSide,
      isCropped: true,
      isLong: true,
    };
  }
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const box = {
    width: Math.max(minWidth, Math.round(width * scale)),
    height: Math.max(minHeight, Math.round(height * scale)),
  };
  const isStretched = box.width > width * scale + 1 || box.height > height * scale + 1;
  return { ...box, isCropped: isStretched && width >= box.width && height >= box.height, isLong: false };
}

/** What a message shows openly, whether it burns or not. */
const shownContent = (body: BodyView): BodyView =>
  body.kind === 'burnOwn' || body.kind === 'burnRevealed' ? body.content : body;

/** A file whose picture has a shape that is not known before it is seen. */
const unknownShape: PictureSize = { width: 4, height: 3 };

/**
 * The picture that fills the window when a message is opened: its own, or its file, if that is one and all of it is here. Of a file it
 * is the shape, not the size.
 */
export function openedPicture(body: BodyView): PictureSize | null {
  const content = shownContent(body);
  if (content.kind !== 'file') return shownPicture(body);
  return content.shows === 'picture' && content.state.kind === 'here'
    ? (content.preview ?? unknownShape)
    : null;
}

/** The picture that a message shows now; null while it shows none. */
export function shownPicture(body: BodyView): PictureSize | null {
  const content = shownContent(body);
  return content.kind === 'image' ? content : null;
}
