import { describe, expect, it } from 'vitest';
import { blockHashBytes, maxFileBytes, type FileContent } from '../../../main/domain/file';
import { toNodeId } from '../../../main/domain/ids';
import { toDomainEvents, toMessageFrame } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';

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

function packetOf(content: ReturnType<typeof aFile>, burnSeconds: number | null = null): TimMessage {
  const { packet } = toMessageFrame({
    to: { kind: 'user', node: self },
    viaRoom: null,
    cid: 'cid-1',
    clientId: 1n,
    content,
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
