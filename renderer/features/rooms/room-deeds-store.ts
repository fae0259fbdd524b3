import { shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';
import { useRoomsStore } from './rooms-store';
import type { GraveRoomDeed, RoomDeed } from './room-deeds';

/** What waits for the user's yes. */
export interface AskedRoomDeed {
  readonly deed: GraveRoomDeed;
  readonly node: string;
  readonly name: string;
}

/** A deed that is a question to main and nothing else. */
export type SentRoomDeed = Exclude<RoomDeed, 'askAgain'>;

/** The dialogs of a room that are open, by what they show; null for none. */
export interface OpenRoomDialog {
  readonly kind: 'edit' | 'applications';
  readonly node: string;
}

/** What is being done about rooms, wherever it was asked for: nobody does two things about the same room at once. */
export const useRoomDeedsStore = defineAccountStore('room-deeds', ({ accountId, request }) => {
  /** Waits for the user's yes; null for nothing. */
  const asked = shallowRef<AskedRoomDeed | null>(null);
  const dialog = shallowRef<OpenRoomDialog | null>(null);
  const busy = shallowRef<ReadonlyMap<string, RoomDeed>>(new Map());
  const rooms = useRoomsStore(accountId);

  const busyWith = (node: string): RoomDeed | null => busy.value.get(node) ?? null;

  /** Does it, and brings the row up to date; answers why not, null when it is done. Nothing while something else is being done. */
  async function carryOut(deed: SentRoomDeed, node: string): Promise<FailureCode | null> {
    if (busy.value.has(node)) return null;
    busy.value = new Map(busy.value).set(node, deed);
    const result = await send(deed, node);
    // Also after a refusal: the server may have corrected what was believed here.
    await rooms.applyChanges([node]);
    busy.value = new Map([...busy.value].filter(([other]) => other !== node));
    return result.ok ? null : result.failure.code;
  }

  function send(deed: SentRoomDeed, node: string): Promise<Result<unknown>> {
    switch (deed) {
      case 'accept':
        return request('rooms.acceptInvitation', { node });
      case 'decline':
        return request('rooms.declineInvitation', { node });
      case 'cancelRequest':
      case 'dismiss':
        return request('rooms.withdraw', { node });
      case 'unblock':
        return request('rooms.unblock', { node });
      case 'block':
        return request('rooms.block', { node });
      case 'dissolve':
        return request('rooms.cancel', { node });
    }
  }

  return { asked, dialog, busyWith, carryOut };
});
