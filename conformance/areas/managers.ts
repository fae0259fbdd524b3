import { BusinessType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeAnswer, describeFrame } from '../describe';
import type { Device } from '../device';
import { anyBusiness, business } from '../matching';

interface Context {
  readonly founder: Device;
  readonly manager: Device;
  readonly applicant: Device;
  readonly room: string;
}

/** What those may do in a private room whom its founder has named. */
export const managers = defineArea<Context>({
  name: 'managers',
  prepare: async (lab) => {
    const founder = await lab.person();
    const manager = await lab.person();
    const room = await lab.room('private', founder, manager);
    return { founder, manager, room, applicant: await lab.person() };
  },
  checks: [
    {
      operation: 'name a manager',
      section: 12,
      expected: 'ok; the manager',
      probe: async ({ founder, manager, room }) => {
        const answer = await founder.client.cards.changeRoom(room, { managers: [manager.node] });
        return `${describeAnswer(answer)}; ${await managersSeen(founder, room, manager)}`;
      },
    },
    {
      operation: 'an application',
      section: 10,
      expected: 'founder: business 9 with sync; manager: business 9 with sync',
      probe: async ({ founder, manager, applicant, room }) => {
        await applicant.client.rooms.join(room, 'please');
        const [first, second] = await Promise.all(
          [founder, manager].map((device) => device.next(business(BusinessType.addRoom))),
        );
        return `founder: ${describeFrame(first ?? null)}; manager: ${describeFrame(second ?? null)}`;
      },
    },
    {
      operation: 'accept an application, as a manager',
      section: 10,
      expected: 'caller: ok; told: business 10 with sync',
      probe: async ({ manager, applicant, room }) => {
        applicant.journal.clear();
        const answer = describeAnswer(await manager.client.rooms.pull({ room, node: applicant.node }));
        return `caller: ${answer}; told: ${describeFrame(await applicant.soon(anyBusiness))}`;
      },
    },
    {
      operation: 'name managers, as a manager',
      section: 12,
      expected: 'ok; the manager',
      probe: async ({ founder, manager, applicant, room }) => {
        const change = { managers: [manager.node, applicant.node] };
        const answer = await manager.client.cards.changeRoom(room, change);
        return `${describeAnswer(answer)}; ${await managersSeen(founder, room, manager)}`;
      },
    },
    {
      operation: 'remove a member, as a manager',
      section: 10,
      expected: 'caller: ok; told: business 13 with sync',
      probe: async ({ manager, applicant, room }) => {
        applicant.journal.clear();
        const answer = describeAnswer(await manager.client.rooms.kick({ room, node: applicant.node }));
        return `caller: ${answer}; told: ${describeFrame(await applicant.soon(anyBusiness))}`;
      },
    },
    {
      operation: 'leave, as a manager',
      section: 10,
      expected: 'ok; nobody',
      probe: async ({ founder, manager, room }) => {
        const answer = describeAnswer(await manager.client.rooms.leave(room));
        return `${answer}; ${await managersSeen(founder, room, manager)}`;
      },
    },
  ],
});

/** Whom the card of a room names. */
async function managersSeen(device: Device, room: string, manager: Device): Promise<string> {
  const answer = await device.client.cards.rooms([room]);
  return describeAnswer(answer, (cards) => {
    const named = cards[room]?.managers ?? [];
    if (named.length === 0) return 'nobody';
    return named.join() === manager.node ? 'the manager' : `${named.length} managers`;
  });
}
