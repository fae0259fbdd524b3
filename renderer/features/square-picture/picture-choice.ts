import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import type { FailureCode } from '../../../preload/contract/result';
import { squarePicture } from '../composer';

/** Side of the picture that is sent, pixels: more than twice the largest avatar, for screens of twice the density. */
const pictureSide = 256;
/** Most bytes of it; main refuses more than 36 KiB. */
const mostPictureBytes = 32 * 1024;

/** A picture that was chosen and not saved yet. */
export interface ChosenPicture {
  readonly bytes: Uint8Array;
  readonly url: string;
}

/** Which picture the account or a room is to have. */
export interface PictureChoice {
  /** Undefined: as it is; null: none. */
  readonly picture: Readonly<ShallowRef<ChosenPicture | null | undefined>>;
  /** While a file is being cut. */
  readonly isBusy: Readonly<ShallowRef<boolean>>;
  /**
   * Takes a file, cut to a square and painted anew. Answers `imageTooLarge` or `imageUnreadable` for what cannot be a picture,
   * and the choice before stays; null when it is chosen, or when another file is being cut.
   */
  choose(file: File): Promise<FailureCode | null>;
  /** None, once it is saved; where there `isOne` not now, what was chosen is forgotten. */
  remove(isOne: boolean): void;
  /** As it is. */
  reset(): void;
  /** What a call that changes something is given: no property when it stays. */
  change(): { readonly picture?: Uint8Array | null };
}

/** A choice that ends with the scope that it is made in. */
export function createPictureChoice(): PictureChoice {
  const picture = shallowRef<ChosenPicture | null | undefined>(undefined);
  const isBusy = shallowRef(false);
  let isOver = false;
  /** Counts what was decided, so that a file that was being cut meanwhile does not come back. */
  let decisions = 0;
  onScopeDispose(() => {
    isOver = true;
    reset();
  });

  async function choose(file: File): Promise<FailureCode | null> {
    if (isBusy.value) return null;
    isBusy.value = true;
    const decided = decisions;
    const result = await squarePicture(file, { side: pictureSide, maxBytes: mostPictureBytes });
    isBusy.value = false;
    if (isOver || decided !== decisions) return null;
    if (!result.ok) return result.failure.code;
    const { bytes, mediaType } = result.value;
    replace({ bytes, url: URL.createObjectURL(new Blob([bytes], { type: mediaType })) });
    return null;
  }

  function replace(next: ChosenPicture | null | undefined): void {
    decisions += 1;
    if (picture.value) URL.revokeObjectURL(picture.value.url);
    picture.value = next;
  }

  const remove = (isOne: boolean): void => replace(isOne ? null : undefined);
  const reset = (): void => replace(undefined);

  function change(): { readonly picture?: Uint8Array | null } {
    if (picture.value === undefined) return {};
    return { picture: picture.value === null ? null : picture.value.bytes };
  }

  return { picture, isBusy, choose, remove, reset, change };
}
