import { maxElementsPerFrame } from './decode-limits';
import { fromBase64, jsonString, toBase64 } from './json-text';
import { JsonNumber, JsonObject, parseLosslessJson, type JsonValue } from './lossless-json';
import type { FrameOrigin } from './packet-types';
import { ProtocolError } from './protocol-error';
import type { StructReading } from './struct-reading';
import {
  int64Limits,
  integerLimits,
  schemaOf,
  type FieldSchema,
  type ScalarKind,
  type StructName,
  type StructTypes,
  type ValueKind,
} from './struct-schema';
import { defineEntry, emptyMap, fillRequired } from './struct-values';
import { decodeUtf8, encodeUtf8 } from './utf8';

/**
 * JSON bytes of a struct. A client writes the fields in the order of the packet's keys, like JSON.stringify; the server
 * writes them in the order of their ids and map keys sorted, like Go. The packet has passed `checkStruct`.
 */
export function encodeJsonStruct(structName: StructName, packet: object, from: FrameOrigin): Uint8Array {
  return encodeUtf8(writeStruct(structName, packet, from));
}

/**
 * The struct in a JSON text, read the way Go's encoding/json reads it (protocol section 1): keys in any case, nulls and
 * unknown keys ignored, a value of the wrong type dropped without failing the message. Throws ProtocolError for a text
 * that is not one JSON object.
 */
export function decodeJsonStruct<S extends StructName>(structName: S, body: Uint8Array): StructTypes[S] {
  const value = parseLosslessJson(decodeUtf8(body));
  if (!(value instanceof JsonObject)) throw new ProtocolError('malformed', 'the JSON text is not an object');
  // StructReader goes by the schema of this very struct.
  return new StructReader().struct(structName, value) as StructTypes[S];
}

/** Like `decodeJsonStruct`, and tells whether every value had its field's type. Any JSON text will do but `null`. */
export function readJsonStruct<S extends StructName>(structName: S, body: Uint8Array): StructReading<S> {
  const value = parseLosslessJson(decodeUtf8(body));
  if (value === null) throw new ProtocolError('malformed', 'the JSON text is null');
  const reader = new StructReader();
  const isObject = value instanceof JsonObject;
  // StructReader goes by the schema of this very struct.
  const packet = reader.struct(structName, isObject ? value : new JsonObject([])) as StructTypes[S];
  return { packet, isIntact: isObject && reader.isIntact };
}

function writeStruct(structName: StructName, packet: object, from: FrameOrigin): string {
  const schema = schemaOf(structName);
  const names = from === 'client' ? Object.keys(packet) : schema.keys();
  let members = '';
  for (const name of names) {
    const field = schema.get(name);
    const value: unknown = Object.hasOwn(packet, name) ? Reflect.get(packet, name) : undefined;
    if (field === undefined || value === undefined) continue;
    if (members !== '') members += ',';
    members += `"${name}":${writeValue(field.kind, value, from)}`;
  }
  return `{${members}}`;
}

function writeValue(kind: ValueKind, value: unknown, from: FrameOrigin): string {
  if (typeof value === 'string') return jsonString(value, from);
  if (value instanceof Uint8Array) return `"${toBase64(value)}"`;
  if (typeof kind === 'string' || typeof value !== 'object' || value === null) return String(value);
  if ('struct' in kind) return writeStruct(kind.struct, value, from);
  if ('list' in kind) {
    const items: unknown[] = Array.isArray(value) ? value : [];
    return `[${items.map((item) => writeValue(kind.list, item, from)).join(',')}]`;
  }
  const entries: [string, unknown][] = Object.entries(value);
  if (from === 'server') entries.sort(([a], [b]) => Buffer.compare(encodeUtf8(a), encodeUtf8(b)));
  return `{${entries.map(([key, item]) => `${jsonString(key, from)}:${writeValue(kind.map, item, from)}`).join(',')}}`;
}

/** A value that does not have its field's type. Go drops such a value and goes on. */
const mismatch = Symbol('mismatch');

class StructReader {
  /** Whether no value was dropped so far. */
  isIntact = true;
  private elements = 0;

  struct(structName: StructName, source: JsonObject): object {
    const schema = schemaOf(structName);
    const names = foldedNames(structName);
    const packet: Record<string, unknown> = {};
    for (const [key, value] of source.members) {
      const name = schema.has(key) ? key : names.get(key.toLowerCase());
      const field = name === undefined ? undefined : schema.get(name);
      if (name !== undefined && field !== undefined) this.assign(packet, name, { field, value });
    }
    fillRequired(structName, packet);
    return packet;
  }

  private assign(
    packet: Record<string, unknown>,
    name: string,
    source: { field: FieldSchema; value: JsonValue },
  ): void {
    if (source.value === null) {
      // Of two equal keys the later one counts: null takes an optional value back.
      if (!source.field.isRequired) Reflect.deleteProperty(packet, name);
      return;
    }
    const value = this.value(source.field.kind, source.value);
    if (value !== mismatch) packet[name] = value;
  }

  private value(kind: ValueKind, value: JsonValue): unknown {
    const read = this.typed(kind, value);
    if (read === mismatch) this.isIntact = false;
    return read;
  }

  private typed(kind: ValueKind, value: JsonValue): unknown {
    if (typeof kind === 'string') return readScalar[kind](value);
    if ('list' in kind) return Array.isArray(value) ? this.list(kind.list, value) : mismatch;
    if (!(value instanceof JsonObject)) return mismatch;
    return 'struct' in kind ? this.struct(kind.struct, value) : this.map(kind.map, value);
  }

  private list(kind: ValueKind, source: readonly JsonValue[]): unknown[] {
    this.countElements(source.length);
    return source.map((item) => this.value(kind, item)).filter((item) => item !== mismatch);
  }

  private map(kind: ValueKind, source: JsonObject): Record<string, unknown> {
    this.countElements(source.members.length);
    const map = emptyMap();
    for (const [key, item] of source.members) {
      const value = this.value(kind, item);
      if (value !== mismatch) defineEntry(map, key, value);
    }
    return map;
  }

  private countElements(count: number): void {
    this.elements += count;
    if (this.elements > maxElementsPerFrame) throw new ProtocolError('malformed', 'too many elements');
  }
}

/** tim 2.0.1 calls TimAck's field 6 `ackInt` (protocol section 6). */
const formerNames: Partial<Record<StructName, readonly (readonly [string, string])[]>> = {
  TimAck: [['ackint', 't2']],
};

const foldedNamesByStruct = new Map<StructName, ReadonlyMap<string, string>>();

/** Field names by their lower case. */
function foldedNames(structName: StructName): ReadonlyMap<string, string> {
  const known = foldedNamesByStruct.get(structName);
  if (known !== undefined) return known;
  const names = [...schemaOf(structName).keys()];
  const folded = new Map<string, string>([
    ...(formerNames[structName] ?? []),
    ...names.map((name) => [name.toLowerCase(), name] as const),
  ]);
  foldedNamesByStruct.set(structName, folded);
  return folded;
}

const readScalar: Readonly<Record<ScalarKind, (value: JsonValue) => unknown>> = {
  string: (value) => (typeof value === 'string' ? value : mismatch),
  bool: (value) => (typeof value === 'boolean' ? value : mismatch),
  binary: (value) => (typeof value === 'string' ? (fromBase64(value) ?? mismatch) : mismatch),
  i8: (value) => readSmallInteger(value, integerLimits.i8),
  i16: (value) => readSmallInteger(value, integerLimits.i16),
  i32: (value) => readSmallInteger(value, integerLimits.i32),
  i64: (value) => readInt64(value) ?? mismatch,
};

/** The longest int64 has 19 digits and a sign; anything longer is out of range and not worth parsing. */
const longestInt64 = 20;
/** So many characters are always exact as a number. */
const longestExact = 15;

function readInt64(value: JsonValue): bigint | null {
  if (!(value instanceof JsonNumber) || !value.isWhole || value.literal.length > longestInt64) return null;
  const integer = BigInt(value.literal);
  return integer >= int64Limits.minimum && integer <= int64Limits.maximum ? integer : null;
}

function readSmallInteger(
  value: JsonValue,
  limits: { readonly minimum: number; readonly maximum: number },
): unknown {
  if (!(value instanceof JsonNumber) || !value.isWhole || value.literal.length > longestExact)
    return mismatch;
  const integer = Number(value.literal);
  // Minus nothing is nothing.
  return integer >= limits.minimum && integer <= limits.maximum ? integer + 0 : mismatch;
}
