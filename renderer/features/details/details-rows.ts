import type { Component } from 'vue';
import type { ConversationView } from '../../../preload/contract/views';
import { DeleteChatRow, MuteRow, PinRow } from '../chat-list';
import { PersonDeeds } from '../contacts';
import { ChatUsageRow } from '../file-usage';
import { RoomGraveRows, RoomManageRows } from '../rooms';
import DefaultBurnRow from './DefaultBurnRow.vue';
import DetailsCard from './DetailsCard.vue';
import { MediaEntryRow } from '../media';
import { LeaveRoomRow, MemberRows } from '../members';
import RemarkInDetails from './RemarkInDetails.vue';

/** Something that the details of a chat show; the component gets `conversation`. */
interface DetailsRow {
  readonly name: string;
  /** In which chats it has something to say. */
  readonly kinds: readonly ConversationView['kind'][];
  readonly content: Component;
}

const everywhere: DetailsRow['kinds'] = ['user', 'room'];

/**
 * The groups of the details in their fixed order, whatever comes: who it is; what a room is about and what is to be decided in it; mute, pin; burning by default; pictures and files;
 * members; last the words in red. A group without rows takes no place. The search stands between the first two of them.
 */
const groups = {
  card: [{ name: 'card', kinds: everywhere, content: DetailsCard }],
  about: [
    { name: 'room', kinds: ['room'], content: RoomManageRows },
    { name: 'remark', kinds: ['user'], content: RemarkInDetails },
  ],
  quiet: [
    { name: 'mute', kinds: everywhere, content: MuteRow },
    { name: 'pin', kinds: everywhere, content: PinRow },
  ],
  burn: [{ name: 'defaultBurn', kinds: ['user'], content: DefaultBurnRow }],
  media: [
    { name: 'media', kinds: everywhere, content: MediaEntryRow },
    { name: 'usage', kinds: everywhere, content: ChatUsageRow },
  ],
  members: [{ name: 'members', kinds: ['room'], content: MemberRows }],
  leave: [
    { name: 'person', kinds: ['user'], content: PersonDeeds },
    { name: 'leaveRoom', kinds: ['room'], content: LeaveRoomRow },
    { name: 'room', kinds: ['room'], content: RoomGraveRows },
    { name: 'deleteChat', kinds: everywhere, content: DeleteChatRow },
  ],
} satisfies Record<string, readonly DetailsRow[]>;

/** Name of a group of the details. */
export type DetailsGroupName = keyof typeof groups;

/** A group and its rows in a chat. */
export interface DetailsGroup {
  readonly name: DetailsGroupName;
  readonly rows: readonly DetailsRow[];
}

/** The groups that have something to say about a chat, in their order. */
export function detailsGroups({ kind }: Pick<ConversationView, 'kind'>): readonly DetailsGroup[] {
  return Object.entries<readonly DetailsRow[]>(groups)
    .map(([name, rows]) => ({
      // The keys of the table above.
      name: name as DetailsGroupName,
      rows: rows.filter(({ kinds }) => kinds.includes(kind)),
    }))
    .filter(({ rows }) => rows.length > 0);
}
