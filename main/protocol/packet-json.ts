import { fromBase64, toBase64 } from './json-text';
import { bodyKindOf, isFrameType, type BodyKind } from './frame-body';
import type { FrameOrigin } from './packet-types';
import { checkStruct } from './packet-check';
import type { Frame } from './packets';
import { ProtocolError } from './protocol-error';
import { schemaOf, type ScalarKind, type StructName, type ValueKind } from './struct-schema';
import { defineEntry, emptyMap } from './struct-values';

/** A packet as plain JSON: tim's field names, int64 as decimal strings, binary as base64. */
export type PlainPacket = Readonly<Record<string, unknown>>;

/** What a frame holds besides its encoding, with the shape of `packet` tied to `type`. */
export type FramePacket = Frame['packet'];

/** The plain JSON form of a packet of `type` that `from` wrote. Lossless; nothing is shared with the packet. */
export function packetToPlain(type: number, from: FrameOrigin, packet: FramePacket): PlainPacket {
  const kind = bodyOf(type, from);
  if (kind === 'empty') return {};
  if (typeof kind !== 'string') return structToPlain(kind.struct, packet);
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(packet)) {
    plain[name] = value instanceof Uint8Array ? toBase64(value) : value;
  }
  return plain;
}

/**
 * The packet in a plain JSON form. Throws `invalidPacket` for a field that is unknown, missing, of the wrong kind or out
 * of range, `unknownType` for a type that the protocol does not have.
 */
export function packetFromPlain(type: number, from: FrameOrigin, plain: PlainPacket): FramePacket {
  const kind = bodyOf(type, from);
  if (kind === 'empty') return {};
  if (kind === 'bigString') return { node: textOf(plain, 'node'), dataString: textOf(plain, 'dataString') };
  if (kind === 'bigBinary') {
    return { node: textOf(plain, 'node'), data: binaryFromPlain(textOf(plain, 'data'), 'data') };
  }
  const packet = structFromPlain(kind.struct, plain);
  checkStruct(kind.struct, packet);
  return packet;
}

function bodyOf(type: number, from: FrameOrigin): BodyKind {
  if (!isFrameType(type)) throw new ProtocolError('unknownType', `frame type ${type}`);
  return bodyKindOf(type, from);
}

function structToPlain(structName: StructName, packet: object): Record<string, unknown> {
  const schema = schemaOf(structName);
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(packet)) {
    const field = schema.get(name);
    if (field !== undefined && value !== undefined) plain[name] = valueToPlain(field.kind, value);
  }
  return plain;
}

function valueToPlain(kind: ValueKind, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return toBase64(value);
  return mapContainer(kind, value, { struct: structToPlain, inner: valueToPlain });
}

function structFromPlain(structName: StructName, plain: object): Record<string, unknown> {
  const schema = schemaOf(structName);
  const packet: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(plain)) {
    const field = schema.get(name);
    if (field === undefined) throw new ProtocolError('invalidPacket', `${structName} has an unknown field`);
    packet[name] = valueFromPlain(field.kind, value);
  }
  return packet;
}

function valueFromPlain(kind: ValueKind, value: unknown): unknown {
  if (typeof kind === 'string') return scalarFromPlain(kind, value);
  return mapContainer(kind, value, { struct: structFromPlain, inner: valueFromPlain });
}

function scalarFromPlain(kind: ScalarKind, value: unknown): unknown {
  if (kind === 'binary' && typeof value === 'string') return binaryFromPlain(value, 'a binary field');
  if (kind === 'i64') return int64FromPlain(value);
  return value;
}

const int64Text = /^-?\d{1,20}$/;

/** Small numbers are taken as they are, so that a hand-written line may say `"mid": 5`. */
function int64FromPlain(value: unknown): unknown {
  if (typeof value === 'string' && int64Text.test(value)) return BigInt(value);
  return Number.isSafeInteger(value) ? BigInt(Number(value)) : value;
}

function binaryFromPlain(text: string, name: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes === null) throw new ProtocolError('invalidPacket', `${name} is not base64`);
  return bytes;
}

function textOf(plain: PlainPacket, name: string): string {
  const value = Object.hasOwn(plain, name) ? plain[name] : undefined;
  if (typeof value !== 'string') throw new ProtocolError('invalidPacket', `${name} is not text`);
  return value;
}

interface Conversions {
  readonly struct: (structName: StructName, value: object) => unknown;
  readonly inner: (kind: ValueKind, value: unknown) => unknown;
}

/** Converts what a struct, list or map holds; a value that is none of them stays, for the check to refuse. */
function mapContainer(kind: ValueKind, value: unknown, conversions: Conversions): unknown {
  if (typeof kind === 'string' || typeof value !== 'object' || value === null) return value;
  if ('struct' in kind) return conversions.struct(kind.struct, value);
  if ('list' in kind) {
    return Array.isArray(value) ? value.map((item: unknown) => conversions.inner(kind.list, item)) : value;
  }
  const map = emptyMap();
  for (const [key, item] of Object.entries(value)) defineEntry(map, key, conversions.inner(kind.map, item));
  return map;
}
