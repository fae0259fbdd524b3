import type { FailureCode } from '../../../preload/contract/result';
import { useNavigationStore } from '../../base/navigation-store';
import { useFriendDeedsStore, type PersonInQuestion } from './friend-deeds-store';
import type { FriendDeed } from './friend-deeds';
import { useFriendChat } from './use-friend-chat';

/**
 * Does what a menu, a row or the foot of a chat offers about somebody. Answers why not, for whoever asked to say so; null when it is
 * done, or is asked about first.
 */
export function useFriendDeeds(): (
  deed: FriendDeed,
  person: PersonInQuestion,
) => Promise<FailureCode | null> {
  const deeds = useFriendDeedsStore();
  const navigation = useNavigationStore();
  const openChat = useFriendChat();

  return async (deed, person) => {
    const { node } = person;
    switch (deed) {
      case 'chat':
        await openChat(node);
        return null;
      case 'viewProfile':
        navigation.viewPerson(person);
        return null;
      case 'ask':
        navigation.addFriend(node);
        return null;
      case 'remove':
      case 'block':
        deeds.ask(deed, person);
        return null;
      case 'accept': {
        const failure = await deeds.carryOut(deed, node);
        // Whoever says yes wants to say something.
        if (failure === null) await openChat(node);
        return failure;
      }
      case 'decline':
      case 'reconsider':
      case 'cancelRequest':
      case 'unblock':
        return deeds.carryOut(deed, node);
    }
  };
}
