import type {
  Tid,
  TimAck,
  TimAuth,
  TimError,
  TimMessage,
  TimMessageList,
  TimNodes,
  TimPresence,
  TimReq,
  TimRoomBean,
  TimStream,
  TimUserBean,
} from './packets';

/** The structs of the protocol by their names. */
export interface StructTypes {
  TimError: TimError;
  TimAck: TimAck;
  TimReq: TimReq;
  Tid: Tid;
  TimAuth: TimAuth;
  TimMessage: TimMessage;
  TimPresence: TimPresence;
  TimStream: TimStream;
  TimUserBean: TimUserBean;
  TimRoomBean: TimRoomBean;
  TimNodes: TimNodes;
  TimMessageList: TimMessageList;
}
export type StructName = keyof StructTypes;

/** Kinds without inner structure. `i64` is a bigint, `binary` a Uint8Array, `string` text. */
export type ScalarKind = 'string' | 'bool' | 'i8' | 'i16' | 'i32' | 'i64' | 'binary';

/** Kind of a field's value. Map keys are always strings. */
export type ValueKind =
  ScalarKind | { readonly struct: StructName } | { readonly list: ValueKind } | { readonly map: ValueKind };

/** One field of a struct: its Thrift id and what it holds. */
export interface FieldSchema {
  readonly id: number;
  readonly kind: ValueKind;
  /** Always on the wire; a sender that leaves it out means the kind's zero value, as for the Go server. */
  readonly isRequired?: true;
}

const text: ValueKind = 'string';
const textMap: ValueKind = { map: 'string' };
const binaryMap: ValueKind = { map: 'binary' };
const textList: ValueKind = { list: 'string' };
const tid: ValueKind = { struct: 'Tid' };

/**
 * Every struct, field by field, in ascending order of field id: the order in which the server writes them in both
 * encodings. The compiler refuses a table that lacks a field of `packets.ts` or has one too many; a test compares ids and
 * kinds with tim.thrift.
 */
export const structSchemas = {
  TimError: { code: { id: 1, kind: 'i32' }, info: { id: 2, kind: text } },
  TimAck: {
    ok: { id: 1, kind: 'bool', isRequired: true },
    timType: { id: 2, kind: 'i8', isRequired: true },
    error: { id: 3, kind: { struct: 'TimError' } },
    t: { id: 4, kind: 'i64' },
    n: { id: 5, kind: text },
    t2: { id: 6, kind: 'i64' },
    n2: { id: 7, kind: text },
  },
  TimReq: {
    rtype: { id: 1, kind: 'i32' },
    node: { id: 2, kind: text },
    node2: { id: 3, kind: text },
    reqInt: { id: 4, kind: 'i64' },
    reqInt2: { id: 5, kind: 'i64' },
    reqStr: { id: 6, kind: text },
    reqStr2: { id: 7, kind: text },
  },
  Tid: {
    node: { id: 1, kind: text, isRequired: true },
    domain: { id: 2, kind: text },
    resource: { id: 3, kind: text },
    termtyp: { id: 4, kind: 'i8' },
    extend: { id: 5, kind: textMap },
  },
  TimAuth: {
    name: { id: 1, kind: text },
    pwd: { id: 2, kind: text },
    domain: { id: 3, kind: text },
    resource: { id: 4, kind: text },
    termtyp: { id: 5, kind: 'i8' },
    token: { id: 6, kind: text },
    extend: { id: 7, kind: textMap },
  },
  TimMessage: {
    msType: { id: 1, kind: 'i8', isRequired: true },
    odType: { id: 2, kind: 'i8', isRequired: true },
    id: { id: 3, kind: 'i64' },
    mid: { id: 4, kind: 'i64' },
    bnType: { id: 5, kind: 'i32' },
    fromTid: { id: 6, kind: tid },
    toTid: { id: 7, kind: tid },
    roomTid: { id: 8, kind: tid },
    dataBinary: { id: 9, kind: 'binary' },
    dataString: { id: 10, kind: text },
    isOffline: { id: 11, kind: 'bool' },
    timestamp: { id: 12, kind: 'i64' },
    udtype: { id: 13, kind: 'i16' },
    udshow: { id: 14, kind: 'i16' },
    extend: { id: 15, kind: textMap },
    extra: { id: 16, kind: binaryMap },
    ToList: { id: 17, kind: textList },
  },
  TimPresence: {
    id: { id: 1, kind: 'i64' },
    offline: { id: 2, kind: 'bool' },
    subStatus: { id: 3, kind: 'i8' },
    fromTid: { id: 4, kind: tid },
    toTid: { id: 5, kind: tid },
    toList: { id: 6, kind: textList },
    show: { id: 7, kind: 'i16' },
    status: { id: 8, kind: text },
    extend: { id: 9, kind: textMap },
    extra: { id: 10, kind: binaryMap },
  },
  TimStream: {
    id: { id: 1, kind: 'i64', isRequired: true },
    VNode: { id: 2, kind: text, isRequired: true },
    dtype: { id: 3, kind: 'i8' },
    body: { id: 4, kind: 'binary' },
    fromNode: { id: 5, kind: text, isRequired: true },
  },
  TimUserBean: {
    name: { id: 1, kind: text },
    nickName: { id: 2, kind: text },
    brithday: { id: 4, kind: text },
    gender: { id: 5, kind: 'i8' },
    cover: { id: 6, kind: text },
    area: { id: 7, kind: text },
    createtime: { id: 8, kind: 'i64' },
    photoTidAlbum: { id: 9, kind: textList },
    extend: { id: 10, kind: textMap },
    extra: { id: 11, kind: binaryMap },
  },
  TimRoomBean: {
    founder: { id: 1, kind: text },
    managers: { id: 2, kind: textList },
    cover: { id: 3, kind: text },
    topic: { id: 4, kind: text },
    label: { id: 5, kind: text },
    gtype: { id: 6, kind: 'i8' },
    kind: { id: 7, kind: 'i64' },
    createtime: { id: 8, kind: 'i64' },
    extend: { id: 9, kind: textMap },
    extra: { id: 10, kind: binaryMap },
  },
  TimNodes: {
    ntype: { id: 1, kind: 'i32', isRequired: true },
    nodelist: { id: 2, kind: textList },
    usermap: { id: 3, kind: { map: { struct: 'TimUserBean' } } },
    roommap: { id: 4, kind: { map: { struct: 'TimRoomBean' } } },
    node: { id: 5, kind: text },
  },
  TimMessageList: {
    id: { id: 1, kind: 'i64' },
    messageList: { id: 2, kind: { list: { struct: 'TimMessage' } } },
  },
} as const satisfies { readonly [S in StructName]: Readonly<Record<keyof StructTypes[S], FieldSchema>> };

/** A struct's fields by name, in ascending order of id, read without knowing which struct it is. */
export type StructSchema = ReadonlyMap<string, FieldSchema>;

const schemasByName: ReadonlyMap<StructName, StructSchema> = new Map(
  Object.entries(structSchemas).map(([name, fields]) => [
    // Object.entries widens the keys of a table that `satisfies` has just checked.
    name as StructName,
    new Map<string, FieldSchema>(Object.entries(fields)),
  ]),
);

/** The schema of `structName`, as a map that may be asked for any name, hostile ones included. */
export function schemaOf(structName: StructName): StructSchema {
  const schema = schemasByName.get(structName);
  if (schema === undefined) throw new Error(`no schema for ${structName}`);
  return schema;
}

/** Whole number kinds below 64 bits: inclusive limits. */
export const integerLimits = {
  i8: { minimum: -0x80, maximum: 0x7f },
  i16: { minimum: -0x8000, maximum: 0x7fff },
  i32: { minimum: -0x8000_0000, maximum: 0x7fff_ffff },
} as const;

/** Inclusive limits of `i64`. */
export const int64Limits = { minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n } as const;
