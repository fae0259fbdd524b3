import type { ContactView } from '../../../preload/contract/views';
import type { NameBook } from '../../base/names/name-book';

/** Contacts by what can be done with them, each group by name, Chinese ones as they are read. */
export interface ContactGroups {
  readonly incoming: readonly ContactView[];
  readonly outgoing: readonly ContactView[];
  readonly friends: readonly ContactView[];
  readonly declined: readonly ContactView[];
  readonly blocked: readonly ContactView[];
}

/** A contact in its group. */
export interface ContactRow {
  readonly contact: ContactView;
  /** Place in the group, from 1. */
  readonly position: number;
  readonly size: number;
}

/** All contacts as the rows of one list: requests, then those who were asked, then friends, then who was put aside. */
export function contactRows(groups: ContactGroups): readonly ContactRow[] {
  const { incoming, outgoing, friends, declined, blocked } = groups;
  return [incoming, outgoing, friends, declined, blocked].flatMap((group) =>
    group.map((contact, index) => ({ contact, position: index + 1, size: group.length })),
  );
}

/** Groups and sorts. */
export function groupContacts(contacts: readonly ContactView[], book: NameBook): ContactGroups {
  const sorted = book.sorted(contacts, { nameOf: ({ name }) => name, tieOf: ({ node }) => node });
  const inState = (state: ContactView['state']): readonly ContactView[] =>
    sorted.filter((contact) => contact.state === state);
  return {
    incoming: inState('incoming'),
    outgoing: inState('outgoing'),
    friends: inState('friend'),
    declined: inState('declined'),
    blocked: inState('blocked'),
  };
}

/** Those whose names fit what is typed, in the groups and in the order that they have: typing sorts nothing anew. */
export function fittingContacts(groups: ContactGroups, fits: ReturnType<NameBook['finder']>): ContactGroups {
  const fitting = (group: readonly ContactView[]): readonly ContactView[] =>
    group.filter((contact) => fits(contact) !== null);
  return {
    incoming: fitting(groups.incoming),
    outgoing: fitting(groups.outgoing),
    friends: fitting(groups.friends),
    declined: fitting(groups.declined),
    blocked: fitting(groups.blocked),
  };
}
