import type { ContactView } from '../../../preload/contract/views';
import type { NameBook } from '../../base/names/name-book';

/** A contact in its group. */
export interface ContactRow {
  readonly contact: ContactView;
  /** Place in the group, from 1. */
  readonly position: number;
  readonly size: number;
}

/** Contacts by what can be done with them: requests, those who were asked, friends, who was put aside, who is kept out. */
const groups = [
  'incoming',
  'outgoing',
  'friend',
  'declined',
  'blocked',
] as const satisfies readonly ContactView['state'][];

/** All contacts group by group, each group by name, Chinese ones as they are read. */
export function orderContacts(contacts: readonly ContactView[], book: NameBook): readonly ContactView[] {
  const sorted = book.sorted(contacts, { nameOf: ({ name }) => name, tieOf: ({ node }) => node });
  return groups.flatMap((group) => sorted.filter(({ state }) => state === group));
}

/** Contacts, in the order of their groups, as the rows of one list. */
export function contactRows(ordered: readonly ContactView[]): readonly ContactRow[] {
  const sizes = new Map<ContactView['state'], number>();
  for (const { state } of ordered) sizes.set(state, (sizes.get(state) ?? 0) + 1);
  let position = 0;
  return ordered.map((contact, index) => {
    position = ordered[index - 1]?.state === contact.state ? position + 1 : 1;
    return { contact, position, size: sizes.get(contact.state) ?? 0 };
  });
}
