import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import type { Frame } from '../../../main/protocol/packets';
import { protocolErrorOf } from '../../support/protocol-error-of';

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const client = { from: 'client', encoding: 'compact' } as const;
const server = { from: 'server', encoding: 'compact' } as const;

describe('big data', () => {
  const text: Frame = { type: 95, packet: { node: 'abc', dataString: 'x|y☃' } };
  const binary: Frame = { type: 96, packet: { node: 'abc', data: Uint8Array.of(1, 0x83, 2) } };

  it('has the length of the whole frame from a client and none from the server', () => {
    expect(hexOf(encodeFrame(text, client))).toBe('5f0000000f6162637c787c79e29883');
    expect(hexOf(encodeFrame(text, server))).toBe('5f6162637c787c79e29883');
    expect(hexOf(encodeFrame(binary, client))).toBe('600000000c61626383018302');
    expect(hexOf(encodeFrame(binary, server))).toBe('6061626383018302');
  });

  it('ends the node at the first separator', () => {
    expect(decodeFrame(bytesOf('5f6162637c787c79e29883'), server)).toEqual(text);
    expect(decodeFrame(bytesOf('6061626383018302'), server)).toEqual(binary);
  });

  it('carries the stream of a virtual room as type 97', () => {
    const frame: Frame = { type: 97, packet: { node: 'vroom', data: Uint8Array.of(0xff) } };
    expect(decodeFrame(encodeFrame(frame, server), server)).toEqual(frame);
  });

  it('may be empty', () => {
    expect(decodeFrame(bytesOf('5f7c'), server).packet).toEqual({ node: '', dataString: '' });
    expect(decodeFrame(bytesOf('6083'), server).packet).toEqual({ node: '', data: new Uint8Array(0) });
  });

  it('takes invalid UTF-8 as replacement characters', () => {
    expect(decodeFrame(bytesOf('5f617cff61'), server).packet).toEqual({ node: 'a', dataString: '\ufffda' });
  });

  it('refuses a node that holds the separator, also inside a character', () => {
    const piped: Frame = { type: 95, packet: { node: 'a|b', dataString: '' } };
    expect(protocolErrorOf(() => encodeFrame(piped, client)).code).toBe('invalidPacket');
    // U+00C3 is c3 83 in UTF-8.
    const hidden: Frame = { type: 96, packet: { node: 'Ã', data: new Uint8Array(0) } };
    expect(protocolErrorOf(() => encodeFrame(hidden, client)).code).toBe('invalidPacket');
  });

  it('is refused if its length field disagrees with its bytes', () => {
    expect(protocolErrorOf(() => decodeFrame(bytesOf('5f000000'), client)).code).toBe('truncated');
    expect(protocolErrorOf(() => decodeFrame(bytesOf('5f00000009617c62'), client)).code).toBe('truncated');
    expect(protocolErrorOf(() => decodeFrame(bytesOf('5f00000007617c62'), client)).code).toBe(
      'bigDataLength',
    );
  });
});
