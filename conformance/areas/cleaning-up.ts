import { defineArea } from '../check';
import { endTies, tiesOf } from '../clean-up';
import type { Device } from '../device';

interface Context {
  readonly people: readonly Device[];
}

/** What every area of a run ends with. */
export const cleaningUp = defineArea<Context>({
  name: 'cleaning up',
  prepare: async (lab) => {
    const [a, b] = await lab.friends();
    const c = await lab.person();
    await lab.room('open', a, b, c);
    await c.client.people.block(b.node);
    return { people: [a, b, c] };
  },
  checks: [
    {
      operation: 'friendships, blocks, memberships and rooms',
      section: 10,
      expected: 'before: some; after: none',
      probe: async ({ people }) => {
        const before = await countedTies(people);
        await endTies(people);
        return `before: ${before > 0 ? 'some' : 'none'}; after: ${describeCount(await countedTies(people))}`;
      },
    },
  ],
});

async function countedTies(people: readonly Device[]): Promise<number> {
  const ties = await Promise.all(people.map(tiesOf));
  return ties.flat().reduce((sum, count) => sum + count, 0);
}

const describeCount = (count: number): string => (count === 0 ? 'none' : String(count));
