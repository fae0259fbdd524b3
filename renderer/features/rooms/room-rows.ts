import type { RoomView } from '../../../preload/contract/room-views';
import type { ConversationView } from '../../../preload/contract/views';

/** The groups of the list of rooms, in their order. */
export const roomGroups = ['invitations', 'applications', 'rooms', 'blocked'] as const;
export type RoomGroup = (typeof roomGroups)[number];

/** A row of the list of rooms: a chat, a room without one, or a room that the account is not a member of. */
export interface RoomListRow {
  readonly key: string;
  readonly group: RoomGroup;
  /** Place in its group, from 1. */
  readonly position: number;
  readonly size: number;
  readonly content:
    | { readonly kind: 'chat'; readonly chat: ConversationView }
    /** A room of the account whose chat was deleted here: it can be had back. */
    | { readonly kind: 'silent'; readonly room: RoomView }
    | { readonly kind: 'room'; readonly room: RoomView };
}

const groupOf: Partial<Readonly<Record<RoomView['standing'], RoomGroup>>> = {
  invited: 'invitations',
  applied: 'applications',
  declined: 'applications',
  blocked: 'blocked',
};

/** What needs an answer first, then what waits for one, the rooms by name, and last what was blocked. */
export function roomRows(
  chats: readonly ConversationView[],
  rooms: readonly RoomView[],
): readonly RoomListRow[] {
  const outside = rooms.flatMap((room) => {
    const group = groupOf[room.standing];
    return group === undefined ? [] : [{ group, room }];
  });
  const elsewhere = new Set(outside.map(({ room }) => room.node));
  const contents = new Map<RoomGroup, RoomListRow['content'][]>(roomGroups.map((group) => [group, []]));
  for (const { group, room } of outside) contents.get(group)?.push({ kind: 'room', room });
  for (const chat of chats)
    if (!elsewhere.has(chat.node)) contents.get('rooms')?.push({ kind: 'chat', chat });
  const said = new Set(chats.map(({ node }) => node));
  for (const room of rooms)
    if (room.standing === 'member' && !said.has(room.node))
      contents.get('rooms')?.push({ kind: 'silent', room });
  return [...contents].flatMap(([group, all]) =>
    all.map((content, index) => ({
      key: content.kind === 'chat' ? content.chat.conversationId : `${group} ${content.room.node}`,
      group,
      position: index + 1,
      size: all.length,
      content,
    })),
  );
}
