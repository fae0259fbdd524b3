import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockHashBytes, maxFileBytes, maxPreviewBytes, type FileContent } from '../../../main/domain/file';
import { toNodeId } from '../../../main/domain/ids';
import { toDomainEvents, toMessageFrame } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { png } from '../../support/pictures';

const self = toNodeId('self');
const peer = toNodeId('peer');
const hash = 'ab'.repeat(32);
const ticket = 'cd'.repeat(16);
const aFile = (change: Partial<FileContent['info']>, bytes: Uint8Array) => ({
  kind: 'file' as const,
  info: {
    name: '报告.pdf',
    sizeBytes: 5,
    mediaType: 'application/pdf',
    hash,
    ticket,
    isCarried: true,
    ...change,
  },
  bytes,
});
const carried = aFile({}, Uint8Array.from([1, 2, 3, 4, 5]));
const offered = aFile({ sizeBytes: 100_000, isCarried: false }, new Uint8Array(2 * blockHashBytes).fill(7));

/** What goes with a file, and what it was sent together with. */
interface Beside {
  readonly caption?: string;
  readonly albumId?: string;
  readonly preview?: Uint8Array;
}

function packetOf(content: ReturnType<typeof aFile> & Beside, burnSeconds: number | null = null): TimMessage {
  const { caption = null, albumId = null } = content;
  const { packet } = toMessageFrame({
    to: { kind: 'user', node: self },
    viaRoom: null,
    cid: 'cid-1',
    clientId: 1n,
    content: { ...content, caption, albumId },
    replyTo: null,
    mentions: [],
    burnTerms: burnSeconds === null ? null : { seconds: burnSeconds, maxUnreadSeconds: 600 },
  });
  return { ...packet, mid: 7n, timestamp: 1n, fromTid: { node: peer }, toTid: { node: self } };
}

function read(packet: TimMessage) {
  const [event] = toDomainEvents(packet, { self, source: 'live' });
  return event?.kind === 'messageReceived' ? event : null;
}

/** The offer with other words in it. */
function saying(words: Readonly<Record<string, unknown>>, packet = packetOf(offered)): TimMessage {
  const { file, ...extra } = packet.extra ?? {};
  const before: unknown = JSON.parse(new TextDecoder().decode(file));
  const after = JSON.stringify({ ...(before as object), ...words });
  return { ...packet, extra: { ...extra, file: new TextEncoder().encode(after) } };
}

describe('a file in a message', () => {
  it('that was recorded comes with its length and its peaks', () => {
    const voice = { durationMs: 4_200, peaks: '0av' };
    const recorded = aFile({ name: 'voice.webm', mediaType: 'audio/webm', voice }, carried.bytes);
    expect(read(packetOf(recorded))?.content).toEqual(recorded);
    expect(read(packetOf(recorded, 10))?.content).toEqual(recorded);
  });

  it.each([
    ['says no length', { peaks: '0' }],
    ['says an endless one', { ms: 1e12, peaks: '0' }],
    ['draws more than can be drawn', { ms: 1_000, peaks: 'v'.repeat(3_000) }],
    ['says something else', '<svg onload=alert(1)>'],
  ])('whose recording %s is a file like any other', (_name, voice) => {
    const packet = packetOf(aFile({ name: 'voice.webm', mediaType: 'audio/webm' }, carried.bytes));
    const content = read(saying({ voice }, packet))?.content;
    expect(content).toMatchObject({ kind: 'file', info: { name: 'voice.webm' } });
    expect(content).not.toHaveProperty('info.voice');
  });

  it('that is no sound is no recording, whatever is said of it', () => {
    const content = read(saying({ voice: { ms: 1_000, peaks: '0' } }, packetOf(carried)))?.content;
    expect(content).not.toHaveProperty('info.voice');
  });

  it.each([
    ['carried', carried],
    ['offered', offered],
  ])('that is %s comes as it was sent', (_name, content) => {
    expect(read(packetOf(content))?.content).toEqual(content);
  });

  it.each([
    ['carried', carried],
    ['offered', offered],
  ])('that is %s and burns has its words in no field that other clients show', (_name, content) => {
    const packet = packetOf(content, 10);
    expect(packet.dataString).not.toContain('报告');
    expect(packet.dataBinary).toBeUndefined();
    expect(read(packet)).toMatchObject({ content, burnTerms: { seconds: 10 } });
  });

  it('shows its name to clients that know no files', () => {
    expect(packetOf(carried)).toMatchObject({ udtype: 1002, dataString: '[文件 · File] 报告.pdf' });
  });

  it('comes with what goes with it and what it was sent together with, whether it burns or not', () => {
    const albumId = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const together = { ...offered, caption: '第三版', albumId };
    const packet = packetOf(together);
    expect(packet.dataString).toBe('[文件 · File] 报告.pdf\n第三版');
    expect(read(packet)?.content).toEqual(together);
    const burning = packetOf({ ...offered, caption: '第三版' }, 10);
    expect(burning.dataString).not.toContain('第三版');
    expect(read(burning)?.content).toEqual({ ...offered, caption: '第三版' });
  });

  it('comes with a small picture of it, whose format and size are read from its bytes', () => {
    const preview = png({ width: 320, height: 200 });
    const shown = { mediaType: 'image/png', width: 320, height: 200 };
    expect(read(packetOf({ ...offered, preview }))?.content).toEqual({
      ...offered,
      info: { ...offered.info, preview: shown },
      preview,
    });
  });

  it.each([
    ['a few bytes that claim a picture of 400 megapixels', png({ width: 20_000, height: 20_000 })],
    ['one that is larger than it may be before anybody has asked for it', png({ width: 641, height: 10 })],
    ['more bytes than a preview may have', png({ width: 10, height: 10 }, 'x'.repeat(maxPreviewBytes))],
    ['no picture', new TextEncoder().encode('<svg onload="alert(1)">')],
    ['nothing', new Uint8Array(0)],
  ])('with %s for a preview is shown without one, and is a file all the same', (_name, preview) => {
    expect(read(packetOf({ ...offered, preview }))?.content).toEqual(offered);
  });

  it('with a preview that moves is shown without one', () => {
    const preview = new Uint8Array(readFileSync('tests/fixtures/pictures/animated.gif'));
    expect(read(packetOf({ ...offered, preview }))?.content).toEqual(offered);
  });

  it('that is a picture and carries its bytes shows itself, unless it is too large to be painted', () => {
    const small = png({ width: 40, height: 30 });
    const picture = aFile({ name: 'a.png', sizeBytes: small.length }, small);
    const shown = { mediaType: 'image/png', width: 40, height: 30 };
    expect(read(packetOf(picture))?.content).toMatchObject({ info: { preview: shown } });
    const bomb = png({ width: 20_000, height: 20_000 });
    const content = read(packetOf(aFile({ name: 'a.png', sizeBytes: bomb.length }, bomb)))?.content;
    expect(content).toMatchObject({ kind: 'file', info: { name: 'a.png' } });
    expect(content).not.toHaveProperty('info.preview');
  });

  it('has a name that was made safe', () => {
    const content = read(saying({ name: '../../\u202egpj.exe' }))?.content;
    expect(content).toMatchObject({ kind: 'file', info: { name: 'gpj.exe' } });
  });

  it('of no bytes at all is carried', () => {
    const empty = aFile({ sizeBytes: 0 }, new Uint8Array(0));
    const packet = packetOf(empty);
    expect(read({ ...packet, dataBinary: undefined } as unknown as TimMessage)?.content).toEqual(empty);
  });

  it.each([
    ['a size that its bytes do not have', saying({ size: 6 }, packetOf(carried))],
    ['more blocks than hashes', saying({ size: 200_000 })],
    ['a negative size', saying({ size: -1 })],
    ['a broken size', saying({ size: 0.5 })],
    ['more than a file may have', saying({ size: maxFileBytes + 1 })],
    ['no name', saying({ name: 7 })],
    ['no hash', saying({ sha256: 'abc' })],
    ['no ticket', saying({ ticket: undefined })],
    ['a hash in capitals', saying({ sha256: hash.toUpperCase() })],
    ['words without end', saying({ name: 'x'.repeat(10_000) })],
    ['no JSON', { ...packetOf(offered), extra: { file: Uint8Array.from([0x7b]) } }],
    ['a list', { ...packetOf(offered), extra: { file: new TextEncoder().encode('[1]') } }],
    ['nothing', { ...packetOf(offered), extra: {} }],
  ])('that says %s is none, and its notice is shown', (_name, packet) => {
    expect(read(packet)?.content).toEqual({ kind: 'unsupported', text: '[文件 · File] 报告.pdf' });
  });

  it('that says something strange of its type says nothing of it', () => {
    const content = read(saying({ type: 'text/html"><script>' }))?.content;
    expect(content).toMatchObject({ kind: 'file', info: { mediaType: '' } });
  });
});
