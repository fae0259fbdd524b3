/**
 * The structs of the tim protocol (section 0) with tim's own field names. int64 fields are `bigint`, binary fields are
 * `Uint8Array`; an absent field is absent, never `undefined`. The same shapes serve both encodings.
 */
export interface TimError {
  code?: number;
  info?: string;
}

export interface TimAck {
  ok: boolean;
  timType: number;
  error?: TimError;
  t?: bigint;
  n?: string;
  t2?: bigint;
  n2?: string;
}

export interface TimReq {
  rtype?: number;
  node?: string;
  node2?: string;
  reqInt?: bigint;
  reqInt2?: bigint;
  reqStr?: string;
  reqStr2?: string;
}

export interface Tid {
  node: string;
  domain?: string;
  resource?: string;
  termtyp?: number;
  extend?: Record<string, string>;
}

export interface TimAuth {
  name?: string;
  pwd?: string;
  domain?: string;
  resource?: string;
  termtyp?: number;
  token?: string;
  extend?: Record<string, string>;
}

export interface TimMessage {
  msType: number;
  odType: number;
  id?: bigint;
  mid?: bigint;
  bnType?: number;
  fromTid?: Tid;
  toTid?: Tid;
  roomTid?: Tid;
  dataBinary?: Uint8Array;
  dataString?: string;
  isOffline?: boolean;
  /** Server clock, nanoseconds since 1970. */
  timestamp?: bigint;
  udtype?: number;
  udshow?: number;
  extend?: Record<string, string>;
  extra?: Record<string, Uint8Array>;
  ToList?: string[];
}

export interface TimPresence {
  id?: bigint;
  offline?: boolean;
  subStatus?: number;
  fromTid?: Tid;
  toTid?: Tid;
  toList?: string[];
  show?: number;
  status?: string;
  extend?: Record<string, string>;
  extra?: Record<string, Uint8Array>;
}

export interface TimStream {
  id: bigint;
  VNode: string;
  dtype?: number;
  body?: Uint8Array;
  fromNode: string;
}

export interface TimUserBean {
  name?: string;
  nickName?: string;
  /** The protocol's own spelling. */
  brithday?: string;
  gender?: number;
  cover?: string;
  area?: string;
  createtime?: bigint;
  photoTidAlbum?: string[];
  extend?: Record<string, string>;
  extra?: Record<string, Uint8Array>;
}

export interface TimRoomBean {
  founder?: string;
  managers?: string[];
  cover?: string;
  topic?: string;
  label?: string;
  gtype?: number;
  kind?: bigint;
  createtime?: bigint;
  extend?: Record<string, string>;
  extra?: Record<string, Uint8Array>;
}

export interface TimNodes {
  ntype: number;
  nodelist?: string[];
  usermap?: Record<string, TimUserBean>;
  roommap?: Record<string, TimRoomBean>;
  node?: string;
}

export interface TimMessageList {
  id?: bigint;
  messageList?: TimMessage[];
}

/** Big text, frame type 95. `node` is the receiver on the way out and the sender on the way in. */
export interface BigString {
  node: string;
  dataString: string;
}

/** Big bytes, frame types 96 and 97. For 97 `node` is the virtual room. */
export interface BigBinary {
  node: string;
  data: Uint8Array;
}

/** A frame that is its type byte only. */
export type EmptyPacket = Record<string, never>;

/** Every frame, decoded. `type` decides the shape of `packet`. `syncId` is there when the frame asks for an acknowledgement (server) or is one (client). */
export type Frame =
  | { readonly type: 12; readonly syncId?: number; readonly packet: TimAck | EmptyPacket }
  | { readonly type: 13 | 18; readonly syncId?: number; readonly packet: EmptyPacket }
  | { readonly type: 14 | 15 | 16; readonly syncId?: number; readonly packet: TimAuth }
  | { readonly type: 17; readonly syncId?: number; readonly packet: TimMessageList | EmptyPacket }
  | { readonly type: 19 | 91; readonly syncId?: number; readonly packet: TimPresence }
  | { readonly type: 20; readonly syncId?: number; readonly packet: EmptyPacket }
  | { readonly type: 21; readonly syncId?: number; readonly packet: TimReq | TimMessageList }
  | { readonly type: 22 | 41; readonly syncId?: number; readonly packet: TimReq }
  | { readonly type: 42; readonly syncId?: number; readonly packet: TimNodes }
  | { readonly type: 90 | 92 | 93; readonly syncId?: number; readonly packet: TimMessage }
  | { readonly type: 94; readonly syncId?: number; readonly packet: TimStream }
  | { readonly type: 95; readonly syncId?: number; readonly packet: BigString }
  | { readonly type: 96 | 97; readonly syncId?: number; readonly packet: BigBinary };
