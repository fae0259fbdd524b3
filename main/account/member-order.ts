import type { MemberView } from '../../preload/contract/views';
import type { ChangeSet } from '../domain/change-set';
import { addressOf } from '../domain/conversation';
import type { NodeId } from '../domain/ids';
import { foldText } from '../domain/search-text';
import { afterTurn } from '../platform/turn';
import { ownNamesOf, type NameOf } from '../views/name-of';
import { NameSounds } from './name-sounds';
import type { MemberListKey } from '../storage/member-repository';

/** Somebody in a list, with what a search looks at. */
export interface OrderedMember {
  readonly node: NodeId;
  /** What they are called here, and what they call themselves. */
  readonly view: MemberView;
  /** Both names as they are compared. */
  readonly searched: string;
  /** How they sound, and their first letters; found from the beginning alone, because any letter is in most of them. */
  readonly sounds: readonly string[];
  /** By which they stand in the list. */
  readonly order: string;
}

/** A list of a room: who is in it, and all of them in order. */
interface OrderedList {
  readonly nodes: ReadonlySet<NodeId>;
  readonly order: Promise<readonly OrderedMember[]>;
}

/** What lists are made of. */
export interface MemberOrderEnvironment {
  readonly nodes: (key: MemberListKey) => ReadonlySet<NodeId>;
  readonly namesOf: (nodes: readonly NodeId[]) => NameOf;
}

/** Most lists that are kept in their order: the one in view, and those of the rooms before it. */
const mostLists = 4;
/** So many names are read at once. */
const namesRead = 100;
/** So many names are put in order at once: less than a frame of the screen. */
const sliceSize = 500;

/**
 * Lists of members by name, those without one last. Putting thousands of names in order takes longer than a frame, so it is done in
 * slices and kept until the list, or a name in it, changes.
 */
export class MemberOrder {
  private readonly sounds = new NameSounds();
  private readonly lists = new Map<string, OrderedList>();

  constructor(private readonly environment: MemberOrderEnvironment) {}

  /** Loads what reads names like these, before somebody waits for a list of them. */
  async prepare(names: readonly string[]): Promise<void> {
    for (const name of names) await this.sounds.prepare(name);
  }

  /** Everybody in a list, in order. */
  of(key: MemberListKey): Promise<readonly OrderedMember[]> {
    const name = `${key.list} ${key.conversationId}`;
    const known = this.lists.get(name);
    this.lists.delete(name);
    const list = known ?? this.begin(key);
    this.lists.set(name, list);
    // Whoever asked hears of a failure; the next one asks anew.
    list.order.catch(() => this.lists.delete(name));
    const [oldest] = this.lists.keys();
    if (this.lists.size > mostLists && oldest !== undefined) this.lists.delete(oldest);
    return list.order;
  }

  /** Forgets what is in another order now. */
  forget({ members, names }: Pick<ChangeSet, 'members' | 'names'>): void {
    for (const [name, list] of this.lists) {
      if ([...names].some((node) => list.nodes.has(node))) this.lists.delete(name);
      const address = addressOf(name.slice(name.indexOf(' ') + 1));
      if (address !== null && members.has(address.node)) this.lists.delete(name);
    }
  }

  private soundsOf({ name, ownName }: MemberView): Pick<OrderedMember, 'sounds' | 'order'> {
    const { order, found } = this.sounds.of(name);
    return { order, sounds: ownName === undefined ? found : [...found, ...this.sounds.of(ownName).found] };
  }

  private begin(key: MemberListKey): OrderedList {
    const nodes = this.environment.nodes(key);
    return { nodes, order: this.make([...nodes]) };
  }

  private async make(nodes: readonly NodeId[]): Promise<readonly OrderedMember[]> {
    const nameOf = this.environment.namesOf(nodes);
    const ownNameOf = ownNamesOf(nameOf);
    const members: OrderedMember[] = [];
    for (const [index, node] of nodes.entries()) {
      const view = toMemberView(node, nameOf(node), ownNameOf(node));
      await this.sounds.prepare(`${view.name}${view.ownName ?? ''}`);
      members.push({ node, view, searched: searchedIn(view), ...this.soundsOf(view) });
      if (index % namesRead === namesRead - 1) await turn();
    }
    return inOrder(members);
  }
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    afterTurn(resolve);
  });

/** Slices in order, then two and two of them together, with a turn of the event loop after each. */
async function inOrder(members: readonly OrderedMember[]): Promise<readonly OrderedMember[]> {
  let slices: (readonly OrderedMember[])[] = [];
  for (let start = 0; start < members.length; start += sliceSize) {
    slices.push(members.slice(start, start + sliceSize).sort(compare));
    await turn();
  }
  while (slices.length > 1) {
    const joined: (readonly OrderedMember[])[] = [];
    for (let at = 0; at < slices.length; at += 2) {
      joined.push(merged(slices[at] ?? [], slices[at + 1] ?? []));
      await turn();
    }
    slices = joined;
  }
  return slices[0] ?? [];
}

function merged(ones: readonly OrderedMember[], others: readonly OrderedMember[]): readonly OrderedMember[] {
  const all: OrderedMember[] = [];
  let next = 0;
  for (const one of ones) {
    for (let other = others[next]; other !== undefined && compare(other, one) < 0; other = others[next]) {
      all.push(other);
      next += 1;
    }
    all.push(one);
  }
  return [...all, ...others.slice(next)];
}

const toMemberView = (node: NodeId, name: string, ownName: string): MemberView =>
  name === ownName ? { node, name } : { node, name, ownName };

const searchedIn = ({ name, ownName = '' }: MemberView): string => foldText(`${name}\n${ownName}`);

const isNameless = ({ node, view }: OrderedMember): number => (view.name === node ? 1 : 0);

function compare(one: OrderedMember, other: OrderedMember): number {
  const nameless = isNameless(one) - isNameless(other);
  if (nameless !== 0) return nameless;
  if (one.order !== other.order) return one.order < other.order ? -1 : 1;
  return one.node < other.node ? -1 : 1;
}

/**
 * Those of a list whose name holds what is typed, or whose node begins with it; in a search those first whose name begins with it,
 * otherwise those whom `first` names.
 */
export function fittingMembers(
  list: readonly OrderedMember[],
  typed: string,
  first: readonly NodeId[],
): readonly OrderedMember[] {
  const wanted = foldText(typed.trim());
  if (wanted === '') {
    const wantedFirst = new Set(first);
    const leading = new Map(
      list.flatMap((one) => (wantedFirst.has(one.node) ? [[one.node, one] as const] : [])),
    );
    const rest = list.filter(({ node }) => !leading.has(node));
    return [...first.flatMap((node) => leading.get(node) ?? []), ...rest];
  }
  const places = list.flatMap((member) => {
    const place = member.searched.indexOf(wanted);
    const sounds = member.sounds.some((sound) => sound.startsWith(wanted));
    const fits = place !== -1 || sounds || member.node.toLowerCase().startsWith(wanted);
    const isBeginning = place === 0 || (place > 0 && member.searched.charAt(place - 1) === '\n');
    return fits ? [{ member, isBeginning }] : [];
  });
  const some = (isBeginning: boolean): readonly OrderedMember[] =>
    places.filter((one) => one.isBeginning === isBeginning).map(({ member }) => member);
  return [...some(true), ...some(false)];
}
