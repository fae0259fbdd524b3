import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { AccountRequest } from '../../base/bridge';
import { shrinkImage, type ShrunkImage } from './shrink-image';

/** What will be sent of a picture, and an object URL that shows it. */
export interface ReadyPicture {
  readonly image: ShrunkImage;
  readonly previewUrl: string;
}

interface Preparation {
  readonly file: File;
  readonly result: Promise<Result<ReadyPicture>>;
  /** Nobody wants the picture any more. */
  isReleased: boolean;
  previewUrl: string | null;
}

/** Makes pictures smaller, one at a time because decoding takes memory, wherever the picture has gone meanwhile. */
export class PicturePreparation {
  private readonly preparations = new Map<string, Preparation>();
  private last: Promise<unknown> = Promise.resolve();

  /** `request` calls the account that the pictures are sent from. */
  constructor(private readonly request: AccountRequest) {}

  /** Begins when those before it are done. */
  start(pictureId: string, file: File): void {
    const result = this.last.then(() => this.prepare(pictureId, file));
    this.last = result;
    this.preparations.set(pictureId, { file, result, isReleased: false, previewUrl: null });
  }

  /** What has become of a picture that was started; a failure if it was released meanwhile. Never rejects. */
  resultOf(pictureId: string): Promise<Result<ReadyPicture>> {
    return this.preparations.get(pictureId)?.result ?? Promise.resolve(fail('imageUnreadable'));
  }

  /** What a picture is made of; null once it was released. */
  fileOf(pictureId: string): File | null {
    return this.preparations.get(pictureId)?.file ?? null;
  }

  /** Forgets a picture: it was sent, removed or refused. */
  release(pictureId: string): void {
    const preparation = this.preparations.get(pictureId);
    if (preparation === undefined) return;
    preparation.isReleased = true;
    if (preparation.previewUrl !== null) URL.revokeObjectURL(preparation.previewUrl);
    this.preparations.delete(pictureId);
  }

  /** Forgets everything; at the end of the account. */
  releaseAll(): void {
    for (const pictureId of [...this.preparations.keys()]) this.release(pictureId);
  }

  private async prepare(pictureId: string, file: File): Promise<Result<ReadyPicture>> {
    const preparation = this.preparations.get(pictureId);
    if (preparation === undefined) return fail('imageUnreadable');
    const result = await this.shrink(file);
    if (!result.ok || preparation.isReleased) return result.ok ? fail('imageUnreadable') : result;
    const { bytes, mediaType } = result.value;
    preparation.previewUrl = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    return succeed({ image: result.value, previewUrl: preparation.previewUrl });
  }

  /** A worker that cannot even be started is no reason to wait for ever. */
  private async shrink(file: File): Promise<Result<ShrunkImage>> {
    try {
      return await shrinkImage(file, { request: this.request, refusedMessageId: null });
    } catch {
      return fail('imageUnreadable');
    }
  }
}
