/** Frame types, the low seven bits of a frame's first byte (tim protocol, section 0). */
export const FrameType = {
  ack: 12,
  ping: 13,
  register: 14,
  token: 15,
  auth: 16,
  offlineMessages: 17,
  offlineMessagesEnd: 18,
  broadcastPresence: 19,
  logout: 20,
  pullMessages: 21,
  virtualRoom: 22,
  business: 41,
  nodes: 42,
  message: 90,
  presence: 91,
  revoke: 92,
  burn: 93,
  stream: 94,
  bigString: 95,
  bigBinary: 96,
  bigBinaryStream: 97,
} as const;
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

/** `msType` of a TimMessage. */
export const MsType = { system: 1, user: 2, room: 3 } as const;

/** `odType` of a TimMessage: what kind of thing travels. Above 30 is free for clients. */
export const OdType = {
  message: 1,
  revoke: 2,
  burn: 3,
  business: 4,
  stream: 5,
  bigString: 6,
  bigBinary: 7,
  receipt: 31,
  revealed: 32,
  reaction: 33,
} as const;

/** `rtype` of a business request and `bnType` of a business message. */
export const BusinessType = {
  roster: 1,
  userRooms: 2,
  roomUsers: 3,
  addRoster: 4,
  friend: 5,
  removeRoster: 6,
  blockRoster: 7,
  newRoom: 8,
  addRoom: 9,
  passRoom: 10,
  rejectRoom: 11,
  pullRoom: 12,
  kickRoom: 13,
  blockRoom: 14,
  blockRoomMember: 15,
  leaveRoom: 16,
  cancelRoom: 17,
  blockRosterList: 18,
  blockRoomList: 19,
  blockRoomMemberList: 20,
  modifyAuth: 21,
} as const;

/** `ntype` of a TimNodes request or answer. */
export const NodesType = {
  roster: 1,
  rooms: 2,
  roomMembers: 3,
  userInfo: 4,
  roomInfo: 5,
  modifyUser: 6,
  modifyRoom: 7,
  blockRosterList: 8,
  blockRoomList: 9,
  blockRoomMemberList: 10,
} as const;

/** `rtype` of a virtual room request. */
export const VirtualRoomType = {
  create: 1,
  remove: 2,
  addAuth: 3,
  removeAuth: 4,
  subscribe: 5,
  unsubscribe: 6,
} as const;

/** `gtype` of a room. */
export const RoomType = { private: 1, open: 2 } as const;

/** Error codes of TimError. */
export const TimErrorCode = {
  exists: 4101,
  notPassed: 4102,
  expired: 4103,
  parameters: 4104,
  permissionDenied: 4105,
  account: 4106,
  interface: 4107,
  cancelledObject: 4108,
  doesNotExist: 4109,
  blocked: 4110,
  overEntry: 4111,
  modifyPassword: 4112,
  format: 4113,
  bigData: 4114,
  token: 4115,
  ping: 4116,
  repeated: 4117,
  undefined: 5101,
  blocking: 5102,
  database: 5103,
  overload: 5104,
  frequency: 5105,
} as const;

/** One of the two encodings of a frame's body. Decided per frame by the client, per socket by the server. */
export type Encoding = 'compact' | 'json';

/** Which side wrote a frame: the meaning of bit 0x80 in the first byte depends on it. */
export type FrameOrigin = 'client' | 'server';
