import { toDisplayName } from '../domain/display-name';
import { isNode, toNodeId } from '../domain/ids';
import { maxRoomLabelLength, type RoomAccess, type RoomCard } from '../domain/room';
import { RoomType } from './packet-types';
import type { TimRoomBean } from './packets';

/** Managers that are known of a room; the list is its founder's to make. */
const mostManagers = 200;

const accesses: ReadonlyMap<number | undefined, RoomAccess> = new Map([
  [RoomType.private, 'private'],
  [RoomType.open, 'open'],
]);

/** What a room tells about itself, made fit to be shown: names are one line, lists have an end. */
export function toRoomCard(bean: TimRoomBean): RoomCard {
  const founder = bean.founder ?? '';
  return {
    name: toDisplayName(bean.topic ?? ''),
    label: toDisplayName(bean.label ?? '', maxRoomLabelLength),
    access: accesses.get(bean.gtype) ?? 'unknown',
    founder: isNode(founder) ? toNodeId(founder) : null,
    managers: (bean.managers ?? []).slice(0, mostManagers).filter(isNode).map(toNodeId),
    createdAtMs: Math.max(0, Number((bean.createtime ?? 0n) / 1_000_000n)),
  };
}

/**
 * What to send for a change of a room's card. tim keeps fields that are left out and replaces maps as a whole (section 12), so a
 * map that is changed goes with everything that others, or a newer version, have in it.
 */
export function mergeRoomCard(current: TimRoomBean, change: TimRoomBean): TimRoomBean {
  return {
    ...change,
    ...(change.extend === undefined ? {} : { extend: { ...current.extend, ...change.extend } }),
    ...(change.extra === undefined ? {} : { extra: { ...current.extra, ...change.extra } }),
  };
}
