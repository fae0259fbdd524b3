import type { FileStateView } from '../../preload/contract/file-views';
import type { ContentView, QuoteView } from '../../preload/contract/message-views';
import type { PreviewView } from '../../preload/contract/views';
import { captionInText, type FileInfo } from '../domain/file';
import { shownAs } from '../domain/shown-file';
import { hasTwoEndings, mayRun } from '../domain/file-name';
import { claimedMedia } from '../domain/media-format';
import type { MessageContent, MessageWords } from '../domain/message';
import { toPeakLevels } from '../domain/voice';
import { toOneLine } from './one-line';
import { firstPart, partOf, startOf, toTextPartView } from './text-part';

/** How a kind of content is shown, where nothing conceals it. */
interface ContentKind {
  /** In the chat; null for what has nothing to show. */
  readonly content: (words: MessageWords, fileState: FileStateView) => ContentView | null;
  /** As the newest in the list of chats; `authorName` where it is not clear who speaks. */
  readonly preview: (words: MessageWords, authorName: string | null) => PreviewView;
  /** In an answer to it. */
  readonly quote: Extract<QuoteView['kind'], 'text' | 'image' | 'file' | 'unsupported'>;
}

const unsupported: ContentKind = {
  content: () => null,
  preview: () => ({ kind: 'unsupported' }),
  quote: 'unsupported',
};

/** Every kind of content, and how the window sees it. */
export const contentKinds: Readonly<Record<MessageContent['kind'], ContentKind>> = {
  text: {
    content: ({ text, isCut }) => toTextView(text ?? '', isCut),
    preview: ({ text }, authorName) => ({ kind: 'text', text: toOneLine(text ?? ''), authorName }),
    quote: 'text',
  },
  image: {
    content: ({ image, text, isCut, albumId }) =>
      image === null
        ? null
        : {
            kind: 'image',
            width: image.width,
            height: image.height,
            ...(text === null ? {} : { caption: text }),
            ...(isCut ? { isCut } : {}),
            ...(albumId === null ? {} : { albumId }),
          },
    preview: ({ text }, authorName) => ({
      kind: 'image',
      authorName,
      ...(text === null ? {} : { caption: toOneLine(text) }),
    }),
    quote: 'image',
  },
  file: {
    content: toFileView,
    preview: ({ file }, authorName) => ({
      kind: 'file',
      authorName,
      name: file?.name ?? '',
      ...toVoiceLength(file),
    }),
    quote: 'file',
  },
  unsupported,
  unreadable: unsupported,
  // Shown with the message that it is about, and nowhere on its own.
  reaction: unsupported,
};

/** How long a recording is, where it is one. */
export const toVoiceLength = (file: FileInfo | null): { readonly voiceMs?: number } =>
  file?.voice === undefined ? {} : { voiceMs: file.voice.durationMs };

function toFileView(
  { file, text, isCut, albumId }: MessageWords,
  state: FileStateView,
): Extract<ContentView, { kind: 'file' }> | null {
  if (file === null) return null;
  const { name, sizeBytes, preview, voice } = file;
  const media = claimedMedia(file);
  const warning = mayRun(name) ? 'program' : hasTwoEndings(name) ? 'twoEndings' : null;
  const shows = shownAs(file);
  const caption = captionInText(text);
  return {
    kind: 'file',
    name,
    sizeBytes,
    state,
    ...(media === null ? {} : { media }),
    ...(voice === undefined
      ? {}
      : { voice: { durationMs: voice.durationMs, peaks: toPeakLevels(voice.peaks) } }),
    ...(warning === null ? {} : { warning }),
    ...(shows === null ? {} : { shows }),
    ...(preview === undefined ? {} : { preview: { width: preview.width, height: preview.height } }),
    ...(caption === null ? {} : { caption }),
    ...(isCut ? { isCut } : {}),
    ...(albumId === null ? {} : { albumId }),
  };
}

/** The beginning of a text, from its first words on, and where the rest of it begins. */
export function toTextView(whole: string, isCut: boolean): Extract<ContentView, { kind: 'text' }> {
  return { kind: 'text', ...toTextPartView(partOf(whole, startOf(whole), firstPart), isCut) };
}
