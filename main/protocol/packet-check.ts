import { ProtocolError } from './protocol-error';
import {
  int64Limits,
  integerLimits,
  schemaOf,
  type ScalarKind,
  type StructName,
  type ValueKind,
} from './struct-schema';

/**
 * Proves that `packet` fits its struct: required fields are there, kinds and ranges are right, nothing is called by a
 * wrong name. Throws `invalidPacket` naming the field; a packet that passes is encoded without loss.
 */
export function checkStruct(structName: StructName, packet: object): void {
  const schema = schemaOf(structName);
  for (const name of Object.keys(packet)) {
    if (!schema.has(name)) throw invalid(structName, 'has a field that is not in the protocol');
  }
  for (const [name, field] of schema) {
    const value: unknown = Object.hasOwn(packet, name) ? Reflect.get(packet, name) : undefined;
    if (value !== undefined) checkValue(field.kind, value, `${structName}.${name}`);
    else if (field.isRequired) throw invalid(`${structName}.${name}`, 'is missing');
  }
}

function checkValue(kind: ValueKind, value: unknown, path: string): void {
  if (typeof kind === 'string') {
    if (!scalarChecks[kind](value)) throw invalid(path, `is not ${kind}`);
    return;
  }
  if (typeof value !== 'object' || value === null) throw invalid(path, 'is not an object');
  if ('struct' in kind) {
    checkStruct(kind.struct, value);
  } else if ('list' in kind) {
    if (!Array.isArray(value)) throw invalid(path, 'is not a list');
    for (const item of value) checkValue(kind.list, item, path);
  } else {
    if (Array.isArray(value)) throw invalid(path, 'is not a map');
    for (const item of Object.values(value)) checkValue(kind.map, item, path);
  }
}

const scalarChecks: Readonly<Record<ScalarKind, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  binary: (value) => value instanceof Uint8Array,
  i8: (value) => isInteger(value, integerLimits.i8),
  i16: (value) => isInteger(value, integerLimits.i16),
  i32: (value) => isInteger(value, integerLimits.i32),
  i64: (value) => typeof value === 'bigint' && value >= int64Limits.minimum && value <= int64Limits.maximum,
};

function isInteger(value: unknown, limits: { readonly minimum: number; readonly maximum: number }): boolean {
  return Number.isInteger(value) && Number(value) >= limits.minimum && Number(value) <= limits.maximum;
}

function invalid(path: string, what: string): ProtocolError {
  return new ProtocolError('invalidPacket', `${path} ${what}`);
}
