import { endingOf } from './file-name';

/** How a file is played. */
export type MediaKind = 'audio' | 'video';

/** A container that every engine of the app plays, and what may be in it. */
interface Container {
  readonly kinds: readonly MediaKind[];
  /** As which media type it is given out; the kind is put before it. */
  readonly subtype: string;
  readonly isIn: (bytes: Uint8Array) => boolean;
}

/** What a file turned out to be. */
export interface MediaFormat {
  readonly kind: MediaKind;
  readonly mediaType: string;
}

/** Bytes of the beginning of a file that say what it is. */
export const mediaSampleBytes = 4_096;

/** Media types that are taken at their word as far as this: then the bytes have to say it, too. */
const claimedTypes: Readonly<Record<MediaKind, ReadonlySet<string>>> = {
  audio: new Set(
    'mpeg mp3 mp4 m4a x-m4a aac x-aac ogg opus wav x-wav wave vnd.wave flac x-flac webm'.split(' '),
  ),
  video: new Set('mp4 x-m4v webm quicktime'.split(' ')),
};

/** The same by the endings of names, where nobody says a media type. */
const claimedEndings: Readonly<Record<MediaKind, ReadonlySet<string>>> = {
  audio: new Set('mp3 m4a aac ogg oga opus wav flac weba'.split(' ')),
  video: new Set('mp4 m4v webm mov'.split(' ')),
};

const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

const mp4Brand = /^(?:iso[0-9m]|mp4[12v]|M4[ABPV] |avc1|dash|qt {2}|MSNV|f4v )$/u;

const containers: readonly Container[] = [
  {
    kinds: ['audio', 'video'],
    subtype: 'mp4',
    isIn: (bytes) => textAt(bytes, 4, 4) === 'ftyp' && mp4Brand.test(textAt(bytes, 8, 4)),
  },
  { kinds: ['audio', 'video'], subtype: 'webm', isIn: isWebm },
  { kinds: ['audio'], subtype: 'ogg', isIn: (bytes) => textAt(bytes, 0, 4) === 'OggS' },
  {
    kinds: ['audio'],
    subtype: 'wav',
    isIn: (bytes) => textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WAVE',
  },
  { kinds: ['audio'], subtype: 'flac', isIn: (bytes) => textAt(bytes, 0, 4) === 'fLaC' },
  {
    kinds: ['audio'],
    subtype: 'aac',
    isIn: ([first = 0, second = 0]) => first === 0xff && (second & 0xf6) === 0xf0,
  },
  { kinds: ['audio'], subtype: 'mpeg', isIn: isMp3 },
];

/** What a file says that it is, by its media type or else by its name; null for nothing that is played. */
export function claimedMedia({
  mediaType,
  name,
}: {
  readonly mediaType: string;
  readonly name: string;
}): MediaKind | null {
  const [type = '', subtype = ''] = mediaType.split('/');
  const saysNothing = mediaType === '' || mediaType === 'application/octet-stream';
  const ending = endingOf(name);
  const kinds = ['audio', 'video'] as const;
  const says = (kind: MediaKind): boolean =>
    saysNothing ? claimedEndings[kind].has(ending) : type === kind && claimedTypes[kind].has(subtype);
  return kinds.find(says) ?? null;
}

/** What a file is by its first bytes, where that is what it says; null for anything else, which is not played. */
export function sniffMedia(sample: Uint8Array, claimed: MediaKind | null): MediaFormat | null {
  const found = containers.find(({ isIn }) => isIn(sample));
  if (found === undefined || claimed === null || !found.kinds.includes(claimed)) return null;
  return { kind: claimed, mediaType: `${claimed}/${found.subtype}` };
}

/** EBML whose document type is WebM; other documents of the kind are not played. */
function isWebm(bytes: Uint8Array): boolean {
  const isEbml = [0x1a, 0x45, 0xdf, 0xa3].every((byte, index) => bytes[index] === byte);
  return isEbml && textAt(bytes, 0, 64).includes('\u0042\u0082\u0084webm');
}

/** A tag, or the first frame: layer III, with a rate that exists. */
function isMp3(bytes: Uint8Array): boolean {
  if (textAt(bytes, 0, 3) === 'ID3') return true;
  const [first = 0, second = 0, third = 0] = bytes;
  const isLayer3 = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02;
  const rate = third >> 4;
  return isLayer3 && rate > 0 && rate < 15 && (third & 0x0c) !== 0x0c;
}
