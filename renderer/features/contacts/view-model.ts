import type { ContactView, Locale } from '../../../preload/contract/views';
import { nameCollator } from '../../app/name-collator';

/** Contacts by what can be done with them, each group sorted by name (Chinese names by pinyin). */
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

/** Groups and sorts for a language. */
export function groupContacts(contacts: readonly ContactView[], locale: Locale): ContactGroups {
  const collator = nameCollator(locale);
  const sorted = [...contacts].sort((a, b) => collator.compare(a.name, b.name) || (a.node < b.node ? -1 : 1));
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
