import { fileText, joinOffered, nameInText, type FileInfo } from '../domain/file';
import { imageMediaTypes, type ImageInfo } from '../domain/image';
import type { Message, MessageContent, UnreadableReason } from '../domain/message';

/** The text of a content that can be found: what it says, what goes with a picture, or the name of a file and what goes with it; null for none. */
export function textOf(content: MessageContent): string | null {
  if (content.kind === 'image') return content.caption ?? null;
  if (content.kind === 'file') return fileText(content.info.name, content.caption);
  return content.kind === 'text' ? content.text : null;
}

/** The columns of `content` that depend on its kind. A new kind needs no further column: what it has of its own goes into `meta`. */
export interface StoredContent {
  readonly text: string | null;
  readonly bytes: Uint8Array | null;
  /** A JSON object, null for none. */
  readonly meta: string | null;
}

/** Everything that `meta` may hold; each kind uses its own part. */
interface ContentMeta {
  readonly isCut?: true;
  readonly image?: ImageInfo;
  /** Its name is the first line of the text of its message. */
  readonly file?: Omit<FileInfo, 'name'>;
  readonly albumId?: string;
  readonly forwardedFrom?: string;
  readonly unreadable?: { readonly reason: UnreadableReason; readonly isNews: boolean };
}

/** How a content is stored; what cannot be read yet remembers whether it was news when it came. */
export function toStoredContent(content: MessageContent, isNews: boolean): StoredContent {
  switch (content.kind) {
    case 'image':
      return {
        text: content.caption ?? null,
        bytes: content.bytes,
        meta: toMeta({
          image: content.info,
          ...(content.isCut === true ? { isCut: true } : {}),
          ...(content.albumId === undefined ? {} : { albumId: content.albumId }),
          ...forwardedIn(content),
        }),
      };
    case 'file': {
      const { name, ...file } = content.info;
      return {
        text: fileText(name, content.caption),
        bytes: joinOffered(content),
        meta: toMeta({
          file,
          ...(content.isCut === true ? { isCut: true } : {}),
          ...(content.albumId === undefined ? {} : { albumId: content.albumId }),
          ...forwardedIn(content),
        }),
      };
    }
    case 'text':
      return {
        text: content.text,
        bytes: null,
        meta: metaOrNull({ ...(content.isCut === true ? { isCut: true } : {}), ...forwardedIn(content) }),
      };
    // What it says is kept with the message that it is about.
    case 'reaction':
      return { text: null, bytes: null, meta: null };
    case 'unsupported':
      return { text: content.text, bytes: null, meta: null };
    case 'unreadable':
      return {
        text: null,
        bytes: content.kept,
        meta: toMeta({ unreadable: { reason: content.reason, isNews } }),
      };
  }
}

/** What `meta` tells of a message whose text this is. */
export function fromMeta(
  meta: string | null,
  text: string | null,
): Pick<Message, 'isCut' | 'image' | 'file' | 'albumId' | 'forwardedFrom'> {
  // Written by `toStoredContent`, of this version or an earlier one.
  const { isCut, image, file, albumId, forwardedFrom } =
    meta === null ? {} : (JSON.parse(meta) as ContentMeta);
  const isKnown = image !== undefined && imageMediaTypes.includes(image.mediaType);
  return {
    isCut: isCut === true,
    image: isKnown ? image : null,
    file: file === undefined ? null : { name: nameInText(text ?? ''), ...file },
    albumId: albumId ?? null,
    forwardedFrom: forwardedFrom ?? null,
  };
}

/** Whether what was kept as it came was news then. */
export function wasNews(meta: string | null): boolean {
  // Written by `toStoredContent`.
  const { unreadable } = meta === null ? {} : (JSON.parse(meta) as ContentMeta);
  return unreadable?.isNews === true;
}

const forwardedIn = ({
  forwardedFrom,
}: {
  readonly forwardedFrom?: string;
}): Pick<ContentMeta, 'forwardedFrom'> => (forwardedFrom === undefined ? {} : { forwardedFrom });

const metaOrNull = (meta: ContentMeta): string | null =>
  Object.keys(meta).length === 0 ? null : toMeta(meta);

const toMeta = (meta: ContentMeta): string => JSON.stringify(meta);
