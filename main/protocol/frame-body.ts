import type { FrameOrigin } from './packet-types';
import { FrameType } from './packet-types';
import type { StructName } from './struct-schema';

/** What follows a frame's header: nothing, one struct, or big data (which has no encoding). */
export type BodyKind = 'empty' | 'bigString' | 'bigBinary' | { readonly struct: StructName };

const empty: BodyKind = 'empty';
const auth: BodyKind = { struct: 'TimAuth' };
const message: BodyKind = { struct: 'TimMessage' };
const presence: BodyKind = { struct: 'TimPresence' };
const request: BodyKind = { struct: 'TimReq' };
const list: BodyKind = { struct: 'TimMessageList' };
const ack: BodyKind = { struct: 'TimAck' };

const bodies: Readonly<Record<FrameType, Readonly<Record<FrameOrigin, BodyKind>>>> = {
  [FrameType.ack]: { client: empty, server: ack },
  [FrameType.ping]: { client: empty, server: empty },
  [FrameType.register]: { client: auth, server: auth },
  [FrameType.token]: { client: auth, server: auth },
  [FrameType.auth]: { client: auth, server: auth },
  [FrameType.offlineMessages]: { client: empty, server: list },
  [FrameType.offlineMessagesEnd]: { client: empty, server: empty },
  [FrameType.broadcastPresence]: { client: presence, server: presence },
  [FrameType.logout]: { client: empty, server: empty },
  [FrameType.pullMessages]: { client: request, server: list },
  [FrameType.virtualRoom]: { client: request, server: request },
  [FrameType.business]: { client: request, server: request },
  [FrameType.nodes]: { client: { struct: 'TimNodes' }, server: { struct: 'TimNodes' } },
  [FrameType.message]: { client: message, server: message },
  [FrameType.presence]: { client: presence, server: presence },
  [FrameType.revoke]: { client: message, server: message },
  [FrameType.burn]: { client: message, server: message },
  [FrameType.stream]: { client: { struct: 'TimStream' }, server: { struct: 'TimStream' } },
  [FrameType.bigString]: { client: 'bigString', server: 'bigString' },
  [FrameType.bigBinary]: { client: 'bigBinary', server: 'bigBinary' },
  [FrameType.bigBinaryStream]: { client: 'bigBinary', server: 'bigBinary' },
};

const knownTypes: ReadonlySet<number> = new Set(Object.values(FrameType));

/** True if `type` is one of the protocol's frame types. */
export function isFrameType(type: number): type is FrameType {
  return knownTypes.has(type);
}

/** What the body of a frame of `type` holds when `from` wrote it. */
export function bodyKindOf(type: FrameType, from: FrameOrigin): BodyKind {
  return bodies[type][from];
}
