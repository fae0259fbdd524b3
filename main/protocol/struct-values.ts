import type { StructName, ValueKind } from './struct-schema';
import { schemaOf } from './struct-schema';

/** Sets `key` as an own property, even where the name has a meaning to the language ("__proto__"). */
export function defineEntry(target: object, key: string, value: unknown): void {
  // Everything else can be set as it is, which costs a tenth.
  if (key !== '__proto__') Reflect.set(target, key, value);
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A map of the protocol: no prototype, so that asking it for a peer's key finds the peer's value or nothing. */
export function emptyMap(): Record<string, unknown> {
  // Object.create is typed any.
  return Object.create(null) as Record<string, unknown>;
}

/** What the Go server reads for a required field of `kind` that is not on the wire. */
export function zeroOf(kind: ValueKind): unknown {
  if (kind === 'string') return '';
  if (kind === 'bool') return false;
  if (kind === 'i64') return 0n;
  if (kind === 'i8' || kind === 'i16' || kind === 'i32') return 0;
  throw new Error('no required field of the protocol is of this kind');
}

/** Gives the required fields that `packet` lacks their zero value. */
export function fillRequired(structName: StructName, packet: object): void {
  for (const [name, zero] of requiredOf(structName)) {
    if (!Object.hasOwn(packet, name)) defineEntry(packet, name, zero);
  }
}

type RequiredFields = readonly (readonly [name: string, zero: unknown])[];
const requiredByStruct = new Map<StructName, RequiredFields>();

/** Required fields and their zero values: few, while every message asks for them. */
function requiredOf(structName: StructName): RequiredFields {
  const known = requiredByStruct.get(structName);
  if (known !== undefined) return known;
  const required = [...schemaOf(structName)].flatMap(([name, { isRequired, kind }]) =>
    isRequired ? [[name, zeroOf(kind)] as const] : [],
  );
  requiredByStruct.set(structName, required);
  return required;
}
