import type {
  MemberListChoice,
  MemberPageRequest,
  MemberPageView,
  PulledView,
  RoomLineView,
} from './member-views';
import type { Result } from './result';
import type { RoomApplicationView, RoomEdit, RoomView } from './room-views';
import type { ConversationView } from './views';

/** Calls about rooms and who is in them; a part of `AccountCalls`. */
export interface RoomCalls {
  /** Creates a room; the answer is its chat. */
  'rooms.create': (request: { readonly title: string; readonly isOpen: boolean }) => Result<ConversationView>;
  /** Every room to which the account stands in any way. */
  'rooms.list': (request: null) => Result<readonly RoomView[]>;
  /** Current descriptions of single rooms, also of those that were only looked at; unknown ones are left out. */
  'rooms.byNodes': (request: { readonly nodes: readonly string[] }) => Result<readonly RoomView[]>;
  /** Asks the server what a room tells about itself, for those who are not in it as well. */
  'rooms.look': (request: { readonly node: string }) => Result<RoomView>;
  /** Joins an open room, or applies to a private one (`joined` false: its founder or a manager has to agree). */
  'rooms.join': (request: {
    readonly node: string;
    readonly greeting: string;
  }) => Result<{ readonly joined: boolean }>;
  /** Takes an own application back, or puts away one that was declined; nobody is told. */
  'rooms.withdraw': (request: { readonly node: string }) => Result<null>;
  /** The account takes part in a room that somebody else put it into; the answer is its chat. */
  'rooms.acceptInvitation': (request: { readonly node: string }) => Result<ConversationView>;
  /** Leaves a room that somebody else put the account into, and of which nothing was shown; nobody is told. */
  'rooms.declineInvitation': (request: { readonly node: string }) => Result<null>;
  /** Leaves a room, if the account is in it, and keeps others from pulling it back; nobody is told. */
  'rooms.block': (request: { readonly node: string }) => Result<null>;
  'rooms.unblock': (request: { readonly node: string }) => Result<null>;
  /** Who asks to be let into a room, those who came first in front; whoever is in it by now is left out. */
  'rooms.applications': (request: { readonly node: string }) => Result<readonly RoomApplicationView[]>;
  'rooms.approve': (request: { readonly node: string; readonly applicant: string }) => Result<null>;
  /** Declines an application; the one who applied is told. */
  'rooms.reject': (request: { readonly node: string; readonly applicant: string }) => Result<null>;
  /** Changes what a room tells about itself; the answer is what the server has then. */
  'rooms.edit': (request: { readonly node: string } & RoomEdit) => Result<RoomView>;
  /** Makes a member a manager, or a manager a member again. */
  'rooms.setManager': (request: {
    readonly node: string;
    readonly member: string;
    readonly isManager: boolean;
  }) => Result<RoomView>;
  /** Ends a room for good, as its founder and last member. */
  'rooms.cancel': (request: { readonly node: string }) => Result<null>;
  /**
   * A stretch of who is in a room, or of whom it keeps out, as it is known here. Names that are not known yet are asked for; they
   * come as changes of contacts.
   */
  'rooms.members': (request: MemberPageRequest) => Result<MemberPageView>;
  /** Those of some people, at most `maxRowsPerQuestion`, who are in a room as far as it is known here. */
  'rooms.membersAmong': (request: {
    readonly node: string;
    readonly people: readonly string[];
  }) => Result<readonly string[]>;
  /** Asks the server for a list of a room; what is another one then comes as a change of members. */
  'rooms.refreshMembers': (request: {
    readonly node: string;
    readonly list: MemberListChoice;
  }) => Result<null>;
  /** Brings people into a room, at most `mostPulledAtOnce`; they are not asked. Of those who were refused it tells why. */
  'rooms.pull': (request: {
    readonly node: string;
    readonly people: readonly string[];
  }) => Result<PulledView>;
  /** Removes somebody from a room; they are told, and can come back. */
  'rooms.kick': (request: { readonly node: string; readonly member: string }) => Result<null>;
  /** Removes somebody from a room, if they are in it, and keeps them out; nobody is told. */
  'rooms.blockMember': (request: { readonly node: string; readonly member: string }) => Result<null>;
  'rooms.unblockMember': (request: { readonly node: string; readonly member: string }) => Result<null>;
  /** Leaves a room; nobody is told, and what was said in it stays here. */
  'rooms.leave': (request: { readonly node: string }) => Result<null>;
  /** What was learnt of a room, in the order of its timeline; a bounded number of lines. */
  'rooms.lines': (request: { readonly node: string }) => Result<readonly RoomLineView[]>;
  /** The chat with somebody in a room; of somebody who is no friend its messages go through that room. */
  'rooms.writePrivately': (request: {
    readonly node: string;
    readonly member: string;
  }) => Result<ConversationView>;
}
