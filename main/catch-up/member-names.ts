import type { NodeId } from '../domain/ids';
import type { MemberListKey, MemberReader } from '../storage/member-repository';
import type { PeopleCards } from './people-cards';

/** What asking for names of members uses. */
export interface MemberNamesEnvironment {
  readonly members: Pick<MemberReader, 'untold'>;
  readonly cards: Pick<PeopleCards, 'learn'>;
}

/** What somebody looks at in a list of a room. */
export interface MemberLook {
  readonly key: MemberListKey;
  /** Those in view who have no name. */
  readonly nodes: readonly NodeId[];
  /** Something is searched for: nobody can be found by a name that has not come. */
  readonly isSearch: boolean;
}

/**
 * Names of the people in a room. A list of thousands is told as ids, and their names come by the dozen: first those in view, then,
 * while somebody searches, all others of the list before whatever else is asked for in the background, else behind it.
 */
export class MemberNames {
  /** Lists of which all names are being asked for, and whether somebody waits for them. */
  private readonly open = new Map<string, 'prompt' | 'background'>();

  constructor(private readonly environment: MemberNamesEnvironment) {}

  /** Asks for what is not known; those that come are changes of names. Resolves when all were asked for. */
  async look({ key, nodes, isSearch }: MemberLook): Promise<void> {
    const { members, cards } = this.environment;
    const inView = cards.learn(nodes, 'prompt');
    await Promise.all([inView, this.learnAll(key, members.untold(key), isSearch)]);
  }

  private async learnAll(key: MemberListKey, nodes: readonly NodeId[], isSearch: boolean): Promise<void> {
    const name = `${key.list} ${key.conversationId}`;
    const haste = isSearch ? 'prompt' : 'background';
    const open = this.open.get(name);
    // What is asked for already is not asked for again, only sooner.
    if (open === 'prompt' || open === haste) return;
    this.open.set(name, haste);
    try {
      await this.environment.cards.learn(nodes, haste);
    } finally {
      if (this.open.get(name) === haste) this.open.delete(name);
    }
  }
}
