import fc from 'fast-check';
import { bodyKindOf } from '../../main/protocol/frame-body';
import { FrameType, type Encoding, type FrameOrigin } from '../../main/protocol/packet-types';
import type { Frame } from '../../main/protocol/packets';
import {
  int64Limits,
  integerLimits,
  schemaOf,
  type ScalarKind,
  type StructName,
  type ValueKind,
} from '../../main/protocol/struct-schema';
import { defineEntry, emptyMap } from '../../main/protocol/struct-values';

/** int64 with its edges and the edges of what a double can hold. */
export const int64 = fc.oneof(
  fc.constantFrom(
    int64Limits.minimum,
    int64Limits.maximum,
    ...[0n, 1n, -1n, 2n ** 32n, -(2n ** 31n)],
    ...[53n, 54n].flatMap((bits) =>
      [-1n, 0n, 1n].flatMap((step) => [2n ** bits + step, -(2n ** bits) + step]),
    ),
  ),
  fc.bigInt({ min: int64Limits.minimum, max: int64Limits.maximum }),
);

/** Text with everything that an encoding might trip over. Well-formed: bytes cannot carry half a character. */
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    '<a href="x">&',
    '\u2028\u2029',
    '\\"\b\f\n\r\t\u0000\u007f',
    '密码☃😀',
    '\ufeffBOM',
    '\ufffd',
    '123',
  ),
);

const mapKey = fc.oneof(
  text,
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'toString', 'v', '7'),
);

const scalars: Readonly<Record<ScalarKind, fc.Arbitrary<unknown>>> = {
  string: text,
  bool: fc.boolean(),
  i8: fc.integer({ min: integerLimits.i8.minimum, max: integerLimits.i8.maximum }),
  i16: fc.integer({ min: integerLimits.i16.minimum, max: integerLimits.i16.maximum }),
  i32: fc.integer({ min: integerLimits.i32.minimum, max: integerLimits.i32.maximum }),
  i64: int64,
  binary: fc.uint8Array({ maxLength: 12 }),
};

function valueOf(kind: ValueKind): fc.Arbitrary<unknown> {
  if (typeof kind === 'string') return scalars[kind];
  if ('struct' in kind) return struct(kind.struct);
  if ('list' in kind) return fc.array(valueOf(kind.list), { maxLength: kind.list === 'string' ? 20 : 3 });
  return fc.array(fc.tuple(mapKey, valueOf(kind.map)), { maxLength: 3 }).map((entries) => {
    const map = emptyMap();
    for (const [key, value] of entries) defineEntry(map, key, value);
    return map;
  });
}

/** Any packet of one struct: required fields always, the others as chance has it. */
export function struct(name: StructName): fc.Arbitrary<object> {
  const fields = [...schemaOf(name)];
  const model = Object.fromEntries(fields.map(([field, { kind }]) => [field, valueOf(kind)]));
  const requiredKeys = fields.filter(([, field]) => field.isRequired).map(([field]) => field);
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

const node = fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{0,12}$/);
const int32 = scalars.i32.map(Number);

function packetOf(type: FrameType, from: FrameOrigin): fc.Arbitrary<object> {
  const kind = bodyKindOf(type, from);
  if (kind === 'empty') return fc.constant({});
  if (kind === 'bigString') return fc.record({ node, dataString: text }, { noNullPrototype: true });
  if (kind === 'bigBinary') {
    return fc.record({ node, data: fc.uint8Array({ maxLength: 40 }) }, { noNullPrototype: true });
  }
  return struct(kind.struct);
}

function syncIdOf(type: FrameType, from: FrameOrigin): fc.Arbitrary<number | undefined> {
  if (from === 'server') return fc.option(int32, { nil: undefined });
  return type === FrameType.ack ? int32 : fc.constant(undefined);
}

/** A frame and how it goes over the wire. */
export interface FrameOnWire {
  readonly frame: Frame;
  readonly context: { readonly from: FrameOrigin; readonly encoding: Encoding };
}

/** Any frame that one side may write, of the given types. */
export function frameOnWire(
  types: readonly FrameType[] = Object.values(FrameType),
): fc.Arbitrary<FrameOnWire> {
  const kinds = fc.record({
    type: fc.constantFrom(...types),
    from: fc.constantFrom<FrameOrigin>('client', 'server'),
    encoding: fc.constantFrom<Encoding>('compact', 'json'),
  });
  return kinds.chain(({ type, from, encoding }) =>
    fc.record({ packet: packetOf(type, from), syncId: syncIdOf(type, from) }).map(({ packet, syncId }) => ({
      // packetOf builds the packet that belongs to the type.
      frame: (syncId === undefined ? { type, packet } : { type, syncId, packet }) as Frame,
      context: { from, encoding },
    })),
  );
}
