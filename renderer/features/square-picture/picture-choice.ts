import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import { pictureToCrop, squarePicture, type PixelSize } from '../composer';
import { largestCrop, regionOf, type Crop } from './crop';

/** Side of the picture that is sent, pixels: more than twice the largest avatar, for screens of twice the density. */
const pictureSide = 256;
/** Most bytes of it; main refuses more than 36 KiB. */
const mostPictureBytes = 32 * 1024;

/** A picture that was chosen and not saved yet. */
export interface ChosenPicture {
  /** All of it, painted anew. */
  readonly whole: Blob;
  readonly url: string;
  readonly size: PixelSize;
  /** What of it is to be seen. */
  readonly crop: Crop;
}

/** What a call that changes something is given: no property when the picture stays, null for none. */
export interface PictureChange {
  readonly picture?: Uint8Array | null;
}

/** Which picture the account or a room is to have. */
export interface PictureChoice {
  /** Undefined: as it is; null: none. */
  readonly picture: Readonly<ShallowRef<ChosenPicture | null | undefined>>;
  /** While a file is being read. */
  readonly isBusy: Readonly<ShallowRef<boolean>>;
  /**
   * Takes a file, painted anew, with the largest square in its middle. Answers `imageTooLarge` or `imageUnreadable` for what
   * cannot be a picture, and the choice before stays; null when it is chosen, or when another file is being read.
   */
  choose(file: File): Promise<FailureCode | null>;
  /** Another square of the picture that was chosen. */
  crop(crop: Crop): void;
  /** None, once it is saved; where there `isOne` not now, what was chosen is forgotten. */
  remove(isOne: boolean): void;
  /** As it is. */
  reset(): void;
  /** Cuts what was chosen. Fails with `imageTooLarge` or `imageUnreadable`. */
  change(): Promise<Result<PictureChange>>;
}

/** A choice that ends with the scope that it is made in. */
export function createPictureChoice(): PictureChoice {
  const picture = shallowRef<ChosenPicture | null | undefined>(undefined);
  const isBusy = shallowRef(false);
  let isOver = false;
  /** Counts what was decided, so that a file that was being read meanwhile does not come back. */
  let decisions = 0;
  onScopeDispose(() => {
    isOver = true;
    reset();
  });

  async function choose(file: File): Promise<FailureCode | null> {
    if (isBusy.value) return null;
    isBusy.value = true;
    const decided = decisions;
    const result = await pictureToCrop(file);
    isBusy.value = false;
    if (isOver || decided !== decisions) return null;
    if (!result.ok) return result.failure.code;
    const { bytes, mediaType, width, height } = result.value;
    const whole = new Blob([bytes], { type: mediaType });
    const size = { width, height };
    replace({ whole, url: URL.createObjectURL(whole), size, crop: largestCrop(size) });
    return null;
  }

  function replace(next: ChosenPicture | null | undefined): void {
    decisions += 1;
    if (picture.value) URL.revokeObjectURL(picture.value.url);
    picture.value = next;
  }

  function crop(next: Crop): void {
    if (picture.value) picture.value = { ...picture.value, crop: next };
  }

  const remove = (isOne: boolean): void => replace(isOne ? null : undefined);
  const reset = (): void => replace(undefined);

  async function change(): Promise<Result<PictureChange>> {
    if (picture.value === undefined) return succeed({});
    if (picture.value === null) return succeed({ picture: null });
    const { whole, size, crop } = picture.value;
    const square = regionOf(crop, size);
    const result = await squarePicture(whole, { square, side: pictureSide, maxBytes: mostPictureBytes });
    return result.ok ? succeed({ picture: result.value.bytes }) : result;
  }

  return { picture, isBusy, choose, crop, remove, reset, change };
}
