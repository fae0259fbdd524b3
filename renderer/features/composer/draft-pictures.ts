import { newId } from '../../base/unique-id';
import type { ChatDraft, RefusalReason, RefusedFile } from './chat-draft';
import { refuseFile } from './picture-file';
import type { PicturePreparation } from './picture-preparation';

/** Most pictures that are chosen for a draft. */
export const maxPictures = 20;

/** Reasons for which a picture goes as a file instead: it is a good one, and too much for a message. */
const tooMuch: ReadonlySet<RefusalReason> = new Set(['imageTooLarge', 'pictureTooLong', 'animationTooLarge']);

/** Drafts, as their pictures need them. */
export interface DraftPicturesOptions {
  readonly preparation: PicturePreparation;
  readonly draftOf: (conversationId: string) => ChatDraft;
  readonly change: (conversationId: string, patch: Partial<Omit<ChatDraft, 'draftId'>>) => void;
  /** The same for what the user does. */
  readonly edit: (conversationId: string, patch: Partial<Omit<ChatDraft, 'draftId' | 'mode'>>) => void;
  /** A picture is too much for a message: it goes as a file. */
  readonly tooLarge: (conversationId: string, file: File) => void;
}

/** The pictures of the drafts of an account: chosen, made smaller, moved, and taken out again. */
export function createDraftPictures({ preparation, draftOf, change, edit, tooLarge }: DraftPicturesOptions) {
  /** Adds the pictures among the files to a draft, in their order; of the others the draft tells why not. */
  function add(conversationId: string, files: readonly File[]): void {
    const { pictures } = draftOf(conversationId);
    const room = Math.max(0, maxPictures - pictures.length);
    const chosen = files.filter((file) => refuseFile(file) === null);
    const refused: readonly RefusedFile[] = [
      ...files.flatMap((file) => {
        const reason = refuseFile(file);
        return reason === null ? [] : [{ name: file.name, reason }];
      }),
      ...chosen.slice(room).map(({ name }) => ({ name, reason: 'tooMany' as const })),
    ];
    const added = chosen
      .slice(0, room)
      .map((file) => ({ pictureId: newId(), name: file.name, ready: null, file }));
    edit(conversationId, {
      pictures: [...pictures, ...added.map(({ pictureId, name, ready }) => ({ pictureId, name, ready }))],
      failure: null,
      refused,
    });
    for (const { pictureId, file } of added) {
      preparation.start(pictureId, file);
      void follow(conversationId, pictureId);
    }
  }

  /** Shows a picture once it is small enough, or says why not, if it is in the draft by then. */
  async function follow(conversationId: string, pictureId: string): Promise<void> {
    const result = await preparation.resultOf(pictureId);
    const { pictures, refused } = draftOf(conversationId);
    const picture = pictures.find((one) => one.pictureId === pictureId);
    if (picture === undefined) return;
    if (result.ok) {
      const ready = result.value;
      change(conversationId, {
        pictures: pictures.map((one) => (one.pictureId === pictureId ? { ...one, ready } : one)),
      });
      return;
    }
    const { code } = result.failure;
    const isFile = goesAsFile(conversationId, pictureId, code);
    drop(conversationId, pictureId);
    if (!isFile) change(conversationId, { refused: [...refused, { name: picture.name, reason: code }] });
  }

  /** A picture was refused; whether it is too much for a message and goes as a file. */
  function goesAsFile(conversationId: string, pictureId: string, reason: RefusalReason): boolean {
    const file = preparation.fileOf(pictureId);
    if (file === null || !tooMuch.has(reason)) return false;
    tooLarge(conversationId, file);
    return true;
  }

  function drop(conversationId: string, pictureId: string): void {
    preparation.release(pictureId);
    const pictures = draftOf(conversationId).pictures.filter((picture) => picture.pictureId !== pictureId);
    edit(conversationId, { pictures });
  }

  /** Takes a picture out of a draft. */
  function remove(conversationId: string, pictureId: string): void {
    drop(conversationId, pictureId);
    change(conversationId, { failure: null, refused: [] });
  }

  /** Takes all pictures out of a draft; answers the files that they were made of. */
  function takeAll(conversationId: string): readonly File[] {
    const { pictures } = draftOf(conversationId);
    const files = pictures.flatMap(({ pictureId }) => preparation.fileOf(pictureId) ?? []);
    for (const { pictureId } of pictures) preparation.release(pictureId);
    edit(conversationId, { pictures: [], failure: null, refused: [] });
    return files;
  }

  /** Moves a picture of a draft to a place among all, from 0. */
  function move(conversationId: string, pictureId: string, place: number): void {
    const { pictures } = draftOf(conversationId);
    const moved = pictures.find((picture) => picture.pictureId === pictureId);
    if (moved === undefined) return;
    const others = pictures.filter((picture) => picture !== moved);
    edit(conversationId, { pictures: [...others.slice(0, place), moved, ...others.slice(place)] });
  }

  return { add, follow, goesAsFile, remove, takeAll, move };
}
