import { decodeFrame, encodeFrame, type FrameContext } from './frame';
import { packetFromPlain, packetToPlain } from './packet-json';
import { ProtocolError, type ProtocolErrorCode } from './protocol-error';
import type { Frame } from './packets';

/** What the frame tool does with each line. */
export type FrameLineMode = 'decode' | 'encode';

/** Turns one line of JSON into one line of JSON. Never throws: what is wrong becomes `{"error":{code,message}}`. */
export function convertFrameLine(mode: FrameLineMode, line: string): string {
  try {
    return JSON.stringify(mode === 'decode' ? decodeLine(parseLine(line)) : encodeLine(parseLine(line)));
  } catch (error) {
    if (error instanceof BadLine) return errorLine('badLine', error.message);
    if (error instanceof ProtocolError) return errorLine(error.code, error.message);
    throw error;
  }
}

/** The line itself is wrong, before any frame is looked at. */
class BadLine extends Error {}

type LineFields = Readonly<Record<string, unknown>>;

function errorLine(code: ProtocolErrorCode | 'badLine', message: string): string {
  return JSON.stringify({ error: { code, message } });
}

function decodeLine(line: LineFields): object {
  const context = contextOf(line);
  const frame = decodeFrame(hexOf(line), context);
  const packet = packetToPlain(frame.type, context.from, frame.packet);
  return frame.syncId === undefined
    ? { type: frame.type, packet }
    : { type: frame.type, syncId: frame.syncId, packet };
}

function encodeLine(line: LineFields): object {
  const context = contextOf(line);
  const { type, syncId, packet: plain = {} } = line;
  if (typeof type !== 'number') throw new BadLine('"type" must be a number');
  if (syncId !== undefined && typeof syncId !== 'number') throw new BadLine('"syncId" must be a number');
  const packet = packetFromPlain(type, context.from, objectOf(plain, '"packet"'));
  const frame = syncId === undefined ? { type, packet } : { type, syncId, packet };
  // packetFromPlain has built the packet that belongs to the type.
  return { hex: Buffer.from(encodeFrame(frame as Frame, context)).toString('hex') };
}

function parseLine(line: string): LineFields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BadLine('the line is not JSON');
  }
  return objectOf(value, 'the line');
}

function objectOf(value: unknown, name: string): LineFields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadLine(`${name} must be an object`);
  }
  return { ...value };
}

function contextOf({ from, encoding }: LineFields): FrameContext {
  if (from !== 'client' && from !== 'server') throw new BadLine('"from" must be "client" or "server"');
  if (encoding !== 'compact' && encoding !== 'json') {
    throw new BadLine('"encoding" must be "compact" or "json"');
  }
  return { from, encoding };
}

function hexOf({ hex }: LineFields): Uint8Array {
  if (typeof hex !== 'string' || hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) {
    throw new BadLine('"hex" must be an even number of hexadecimal digits');
  }
  return Buffer.from(hex, 'hex');
}
