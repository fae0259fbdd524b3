import { describe, expect, it } from 'vitest';
import { MemberNames } from '../../../main/catch-up/member-names';
import type { Haste } from '../../../main/catch-up/people-cards';
import { toConversationId, toNodeId, type NodeId } from '../../../main/domain/ids';
import { defer, type Deferred } from '../../../main/platform/deferred';
import { settle } from '../../support/fake-server';

const key = { conversationId: toConversationId('r:room'), list: 'members' } as const;
const people = Array.from({ length: 5_000 }, (_, index) => toNodeId(`member${index}`));

/** Names of a list, and what was asked for: how hastily, and how many. */
function names(untold: readonly NodeId[] = people) {
  const asked: (readonly [Haste | undefined, number])[] = [];
  const answers: Deferred<boolean>[] = [];
  const memberNames = new MemberNames({
    members: { untold: () => untold },
    cards: {
      learn: (nodes, haste) => {
        if (nodes.length === 0) return Promise.resolve(true);
        asked.push([haste, nodes.length]);
        const answer = defer<boolean>();
        answers.push(answer);
        return answer.promise;
      },
    },
  });
  return { memberNames, asked, answers };
}

describe('the names of the people in a large room', () => {
  it('are asked for with those in view first, and the others once however often somebody looks', async () => {
    const { memberNames, asked, answers } = names();
    for (const from of [0, 100, 200]) {
      void memberNames.look({ key, nodes: people.slice(from, from + 100), isSearch: false });
    }
    expect(asked).toEqual([
      ['prompt', 100],
      ['background', 5_000],
      ['prompt', 100],
      ['prompt', 100],
    ]);
    for (const answer of answers) answer.resolve(true);
    await settle();
    void memberNames.look({ key, nodes: [], isSearch: false });
    expect(asked.at(-1)).toEqual(['background', 5_000]);
  });

  it('are all waited for by a search, once, although they are on their way already', () => {
    const { memberNames, asked } = names();
    void memberNames.look({ key, nodes: [], isSearch: false });
    for (let letters = 1; letters <= 3; letters += 1) {
      void memberNames.look({ key, nodes: [], isSearch: true });
    }
    expect(asked).toEqual([
      ['background', 5_000],
      ['prompt', 5_000],
    ]);
  });

  it('are not asked for where all have been told', () => {
    const { memberNames, asked } = names([]);
    void memberNames.look({ key, nodes: [], isSearch: true });
    expect(asked).toEqual([]);
  });
});
