import type { PersonView } from '../../preload/contract/profile-views';
import { tellApart } from '../domain/display-name';
import type { NodeId } from '../domain/ids';
import type { Person } from '../domain/person';
import type { Profile } from '../domain/profile';

/**
 * What somebody is called in a list: the remark, else their own name, else the node; with the node where another name looks alike,
 * and with their own beside what is not it.
 */
export function toShownName({ node, name, remark, isAlike }: Omit<Person, 'relation' | 'greeting'>): {
  readonly name: string;
  readonly ownName?: string;
} {
  const ownName = name === '' ? node : name;
  const called = remark === '' ? ownName : remark;
  const shown = isAlike ? tellApart(called, node) : called;
  return shown === ownName ? { name: ownName } : { name: shown, ownName };
}

/** What the card of somebody depends on besides the person. */
export interface PersonViewContext {
  readonly profile: Profile;
  readonly self: NodeId;
  readonly shownName: string;
  readonly hasPicture: boolean;
  /** When the server last told, wall clock ms; null: it has not. */
  readonly toldAtMs: number | null;
}

/** Somebody as a card shows them; `person` is null for somebody who is met for the first time. */
export function toPersonView(node: NodeId, person: Person | null, context: PersonViewContext): PersonView {
  const { profile, self, shownName, hasPicture, toldAtMs } = context;
  return {
    node,
    shownName,
    remark: person?.remark ?? '',
    profile,
    hasPicture,
    relation: node === self ? 'self' : (person?.relation ?? 'none'),
    toldAtMs,
  };
}
