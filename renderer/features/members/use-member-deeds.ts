import type { RoomMemberView } from '../../../preload/contract/member-views';
import type { RoomView } from '../../../preload/contract/room-views';
import { assertNever } from '../../base/assert-never';
import { useAccount } from '../../base/account-scope';
import { useNavigationStore } from '../../base/navigation-store';
import { useToastStore } from '../../base/toast-store';
import { useCopy } from '../../base/use-copy';
import { useChatListStore } from '../chat-list';
import type { MemberDeed } from './member-deeds';
import { useMemberQuestionsStore } from './member-questions-store';

/** Somebody in a room. */
export interface MemberInQuestion {
  readonly room: RoomView;
  readonly member: RoomMemberView;
}

/** Does what was chosen about somebody in a room, or asks about it first. */
export function useMemberDeeds(): (deed: MemberDeed, who: MemberInQuestion) => Promise<void> {
  const { request } = useAccount();
  const navigation = useNavigationStore();
  const chatList = useChatListStore();
  const questions = useMemberQuestionsStore();
  const toasts = useToastStore();
  const { copy } = useCopy('toast');

  async function chat({ room, member }: MemberInQuestion): Promise<void> {
    const result = await request('rooms.writePrivately', { node: room.node, member: member.node });
    if (!result.ok) return void toasts.show(`errors.${result.failure.code}`);
    await chatList.applyChanges([result.value.conversationId]);
    questions.asked = null;
    navigation.closeDetails();
    navigation.section = 'chats';
    navigation.openConversation(result.value.conversationId);
  }

  async function unblock({ room, member }: MemberInQuestion): Promise<void> {
    const result = await request('rooms.unblockMember', { node: room.node, member: member.node });
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
  }

  /** Asked without a question before it: the same menu takes it back. */
  async function rank({ room, member }: MemberInQuestion, isManager: boolean): Promise<void> {
    const result = await request('rooms.setManager', { node: room.node, member: member.node, isManager });
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
  }

  return async (deed, who) => {
    const { room, member } = who;
    switch (deed) {
      case 'chat':
        return chat(who);
      case 'viewProfile':
        questions.asked = null;
        return void navigation.viewPerson(member);
      case 'addFriend':
        questions.asked = null;
        return void navigation.addFriend(member.node);
      case 'copyId':
        return copy(member.node);
      case 'appoint':
      case 'dismiss':
        return rank(who, deed === 'appoint');
      case 'kick':
      case 'blockMember':
        questions.asked = {
          kind: deed,
          room: room.node,
          roomName: room.name,
          node: member.node,
          name: member.name,
        };
        return;
      case 'unblockMember':
        return unblock(who);
      default:
        return assertNever(deed);
    }
  };
}
