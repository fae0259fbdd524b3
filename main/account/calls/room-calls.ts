import type { Handlers } from './call-context';
import { createMemberCalls } from './member-calls';
import { createRoomEntryCalls } from './room-entry-calls';
import { createRoomRuleCalls } from './room-rule-calls';

type RoomCallName = Extract<keyof Handlers, `rooms.${string}`>;

/** Calls about rooms: coming and going, their rules, and the people in them. */
export function createRoomCalls(): Pick<Handlers, RoomCallName> {
  return { ...createRoomEntryCalls(), ...createRoomRuleCalls(), ...createMemberCalls() };
}
