import { shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';
import { useContactsStore } from './contacts-store';
import type { FriendDeed } from './friend-deeds';

/** Whom something is done about. */
export interface PersonInQuestion {
  readonly node: string;
  readonly name: string;
}

/** A deed that is asked about before it is done. */
export type GraveDeed = Extract<FriendDeed, 'remove' | 'block'>;

/** What waits for the user's yes. */
export interface AskedDeed {
  readonly deed: GraveDeed;
  readonly person: PersonInQuestion;
}

/** A deed that is a question to main and nothing else. */
export type SentDeed = Exclude<FriendDeed, 'chat' | 'viewProfile' | 'ask'>;

/** What is being done about people, wherever it was asked for: nobody does two things to the same person at once. */
export const useFriendDeedsStore = defineAccountStore('friend-deeds', ({ accountId, request }) => {
  /** Waits for the user's yes; null for nothing. */
  const asked = shallowRef<AskedDeed | null>(null);
  const busy = shallowRef<ReadonlyMap<string, FriendDeed>>(new Map());
  const contacts = useContactsStore(accountId);

  function ask(deed: GraveDeed, person: PersonInQuestion): void {
    asked.value = { deed, person };
  }

  const busyWith = (node: string): FriendDeed | null => busy.value.get(node) ?? null;

  /** Does it, and brings the row up to date; answers why not, null when it is done. Nothing while something else is being done. */
  async function carryOut(deed: SentDeed, node: string): Promise<FailureCode | null> {
    if (busy.value.has(node)) return null;
    busy.value = new Map(busy.value).set(node, deed);
    const result = await send(deed, node);
    // Also after a refusal: the server may have corrected what was believed here.
    await contacts.applyChanges([node]);
    busy.value = new Map([...busy.value].filter(([other]) => other !== node));
    return result.ok ? null : result.failure.code;
  }

  function send(deed: SentDeed, node: string): Promise<Result<null>> {
    switch (deed) {
      case 'accept':
        return request('contacts.accept', { node });
      case 'decline':
        return request('contacts.decline', { node });
      case 'reconsider':
        return request('contacts.reconsider', { node });
      case 'block':
        return request('contacts.block', { node });
      case 'remove':
      case 'cancelRequest':
      case 'unblock':
        return request('contacts.remove', { node });
    }
  }

  return { asked, ask, busyWith, carryOut };
});
