import { describe, expect, it } from 'vitest';
import { claimedMedia, sniffMedia } from '../../../main/domain/media-format';

const text = (words: string): number[] => [...words].map((sign) => sign.charCodeAt(0));
const mp4 = (brand: string) => Uint8Array.from([0, 0, 0, 24, ...text('ftyp'), ...text(brand), 0, 0, 0, 0]);
const webm = Uint8Array.from([
  0x1a,
  0x45,
  0xdf,
  0xa3,
  0x9f,
  0x42,
  0x86,
  0x81,
  0x01,
  0x42,
  0x82,
  0x84,
  ...text('webm'),
]);
const matroska = Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x88, ...text('matroska')]);
const wave = Uint8Array.from([...text('RIFF'), 1, 0, 0, 0, ...text('WAVEfmt ')]);
const ogg = Uint8Array.from([...text('OggS'), 0, 2]);
const flac = Uint8Array.from(text('fLaC'));
const tagged = Uint8Array.from([...text('ID3'), 4, 0]);
const mp3 = Uint8Array.from([0xff, 0xfb, 0x90, 0x64]);
const aac = Uint8Array.from([0xff, 0xf1, 0x50, 0x80]);

describe('what a file says that it is', () => {
  it.each([
    ['audio/mpeg', 'song.bin', 'audio'],
    ['audio/webm', '', 'audio'],
    ['video/mp4', 'film', 'video'],
    ['video/quicktime', 'film.mov', 'video'],
    ['', 'song.OPUS', 'audio'],
    ['application/octet-stream', 'film.webm', 'video'],
    // Players of it differ between systems, or are none of the engine's.
    ['audio/midi', 'song.mid', null],
    ['video/x-matroska', 'film.mkv', null],
    ['application/pdf', 'song.mp3', null],
    ['text/html', 'film.mp4', null],
    ['', 'film.mp4.exe', null],
    ['', 'mp3', null],
  ])('%s, named %s: %s', (mediaType, name, kind) => {
    expect(claimedMedia({ mediaType, name })).toBe(kind);
  });
});

describe('what a file is', () => {
  it.each([
    ['an MP4 with sound', mp4('M4A '), 'audio', 'audio/mp4'],
    ['an MP4', mp4('isom'), 'video', 'video/mp4'],
    ['a QuickTime film', mp4('qt  '), 'video', 'video/mp4'],
    ['WebM with sound', webm, 'audio', 'audio/webm'],
    ['WebM', webm, 'video', 'video/webm'],
    ['Ogg', ogg, 'audio', 'audio/ogg'],
    ['WAVE', wave, 'audio', 'audio/wav'],
    ['FLAC', flac, 'audio', 'audio/flac'],
    ['MP3 with a tag', tagged, 'audio', 'audio/mpeg'],
    ['MP3', mp3, 'audio', 'audio/mpeg'],
    ['AAC', aac, 'audio', 'audio/aac'],
  ] as const)('%s is played as %s', (_name, bytes, kind, mediaType) => {
    expect(sniffMedia(bytes, kind)).toEqual({ kind, mediaType });
  });

  it.each([
    ['a page', Uint8Array.from(text('<!doctype html><script>')), 'video'],
    ['a program', Uint8Array.from(text('MZ')), 'audio'],
    ['a picture in the same container', mp4('heic'), 'video'],
    ['a document of the same family', matroska, 'video'],
    ['sound that says that it is a film', mp3, 'video'],
    ['nothing', new Uint8Array(), 'audio'],
  ] as const)('%s is not', (_name, bytes, kind) => {
    expect(sniffMedia(bytes, kind)).toBeNull();
  });

  it('is not played when it does not say so', () => {
    expect(sniffMedia(mp3, null)).toBeNull();
  });
});
