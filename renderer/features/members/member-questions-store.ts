import { shallowRef } from 'vue';
import { defineAccountStore } from '../../base/account-scope';

/** Something about a room's people that is asked, or chosen, in a dialog. */
export type MemberQuestion = GraveQuestion | RoomQuestion;

/** What is asked before it is done; `leave` is about the account itself. */
export type GraveQuestion =
  | { readonly kind: 'leave'; readonly room: string; readonly roomName: string }
  | {
      readonly kind: 'kick' | 'blockMember';
      readonly room: string;
      readonly roomName: string;
      readonly node: string;
      readonly name: string;
    };

/** What is looked at or chosen. */
export interface RoomQuestion {
  readonly kind: 'invite' | 'members' | 'blocked';
  readonly room: string;
  readonly roomName: string;
}

/** The dialog about the people of a room that is open; null for none. */
export const useMemberQuestionsStore = defineAccountStore('member-questions', () => {
  const asked = shallowRef<MemberQuestion | null>(null);
  return { asked };
});
