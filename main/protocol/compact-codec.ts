import { CompactReader, CompactWriter } from './compact-protocol';
import { ByteReader, ByteWriter } from './compact-transport';
import * as generated from './generated/tim_types';
import { ProtocolError } from './protocol-error';
import type { StructReading } from './struct-reading';
import { schemaOf, type StructName, type StructTypes, type ValueKind } from './struct-schema';
import { defineEntry, emptyMap, fillRequired } from './struct-values';

const classes = {
  TimError: generated.TimError,
  TimAck: generated.TimAck,
  TimReq: generated.TimReq,
  Tid: generated.Tid,
  TimAuth: generated.TimAuth,
  TimMessage: generated.TimMessage,
  TimPresence: generated.TimPresence,
  TimStream: generated.TimStream,
  TimUserBean: generated.TimUserBean,
  TimRoomBean: generated.TimRoomBean,
  TimNodes: generated.TimNodes,
  TimMessageList: generated.TimMessageList,
} satisfies Record<StructName, new () => generated.GeneratedStruct>;

/** `TProtocolExceptionType.DEPTH_LIMIT` of the thrift package. */
const thriftDepthLimit = 6;

/** Compact bytes of a struct, fields in ascending order of id. The packet has passed `checkStruct`. */
export function encodeCompactStruct(structName: StructName, packet: object): Uint8Array {
  const writer = new ByteWriter();
  toGenerated(structName, packet).write(new CompactWriter(writer));
  return writer.finish();
}

/**
 * The struct at the start of `body`; unknown fields, fields of another type and bytes after it are ignored. Throws
 * ProtocolError `truncated`, `malformed` or `tooDeep`.
 */
export function decodeCompactStruct<S extends StructName>(structName: S, body: Uint8Array): StructTypes[S] {
  const struct = new classes[structName]();
  const error = readInto(struct, body);
  if (error !== null) throw error;
  // fromGenerated goes by the schema of this very struct.
  return fromGenerated(structName, struct) as StructTypes[S];
}

/** Like `decodeCompactStruct`, with what comes before the place where the struct breaks off instead of an error. */
export function readCompactStruct<S extends StructName>(structName: S, body: Uint8Array): StructReading<S> {
  const struct = new classes[structName]();
  const isIntact = readInto(struct, body) === null;
  // fromGenerated goes by the schema of this very struct.
  return { packet: fromGenerated(structName, struct) as StructTypes[S], isIntact };
}

function readInto(struct: generated.GeneratedStruct, body: Uint8Array): ProtocolError | null {
  try {
    struct.read(new CompactReader(new ByteReader(body)));
    return null;
  } catch (error) {
    return asProtocolError(error);
  }
}

function asProtocolError(error: unknown): ProtocolError {
  if (error instanceof ProtocolError) return error;
  const isDepthLimit = error instanceof Error && 'type' in error && error.type === thriftDepthLimit;
  return isDepthLimit
    ? new ProtocolError('tooDeep', 'unknown fields nested beyond the limit')
    : new ProtocolError('malformed', 'not a compact struct');
}

function toGenerated(structName: StructName, packet: object): generated.GeneratedStruct {
  const struct = new classes[structName]();
  for (const [name, field] of schemaOf(structName)) {
    const value: unknown = Reflect.get(packet, name);
    if (value !== undefined) Reflect.set(struct, name, convert(field.kind, value, toGenerated));
  }
  return struct;
}

function fromGenerated(structName: StructName, struct: object): object {
  const packet = {};
  for (const [name, field] of schemaOf(structName)) {
    const value: unknown = Reflect.get(struct, name);
    if (value !== null) defineEntry(packet, name, convert(field.kind, value, fromGenerated));
  }
  fillRequired(structName, packet);
  return packet;
}

/** Rebuilds what holds structs; scalars and containers of scalars are the same on both sides. */
function convert(
  kind: ValueKind,
  value: unknown,
  struct: (name: StructName, value: object) => object,
): unknown {
  if (typeof kind === 'string' || typeof value !== 'object' || value === null) return value;
  if ('struct' in kind) return struct(kind.struct, value);
  const inner = 'list' in kind ? kind.list : kind.map;
  if (typeof inner === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => convert(inner, item, struct));
  const map = emptyMap();
  for (const [key, item] of Object.entries(value)) map[key] = convert(inner, item, struct);
  return map;
}
