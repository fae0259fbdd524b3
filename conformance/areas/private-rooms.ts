import { BusinessType, NodesType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeAnswer, describeFrame, withoutCode } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { anyBusiness, business } from '../matching';
import { listSeen, roomMessage } from '../scene';

interface Context {
  readonly lab: Lab;
  readonly founder: Device;
  readonly member: Device;
  readonly applicant: Device;
  readonly room: string;
}

/** Applications, decisions, removals and blocks. */
export const privateRooms = defineArea<Context>({
  name: 'private rooms',
  prepare: async (lab) => {
    const founder = await lab.person();
    const room = await lab.room('private', founder);
    return { lab, founder, room, member: await lab.person(), applicant: await lab.person() };
  },
  checks: [
    {
      operation: 'apply',
      section: 10,
      expected: 'applicant: applied; founder: business 9 with sync',
      probe: ({ founder, member, room }) => applySeen(member, founder, room),
    },
    {
      operation: 'accept an application',
      section: 10,
      expected: 'caller: ok; told: business 10 with sync',
      probe: ({ founder, member, room }) =>
        decisionSeen(member, async () => founder.client.rooms.pull({ room, node: member.node })),
    },
    {
      operation: 'decline an application',
      section: 10,
      expected: 'caller: ok; told: business 11 with sync',
      probe: async ({ founder, applicant, room }) => {
        await applySeen(applicant, founder, room);
        return decisionSeen(applicant, async () =>
          founder.client.rooms.reject({ room, node: applicant.node }, 'full'),
        );
      },
    },
    {
      operation: 'message after being declined',
      section: 10,
      expected: 'refused 4105',
      probe: ({ applicant, room }) => applicant.attempt(roomMessage(room, 'please')),
    },
    {
      operation: 'bring somebody in, as a member',
      section: 10,
      expected: 'refused 4105',
      probe: async ({ member, applicant, room }) =>
        describeAnswer(await member.client.rooms.pull({ room, node: applicant.node })),
    },
    {
      operation: 'remove the founder, as a member',
      section: 10,
      expected: 'refused 4105',
      probe: async ({ founder, member, room }) =>
        describeAnswer(await member.client.rooms.kick({ room, node: founder.node })),
    },
    {
      operation: 'bring in somebody who did not ask',
      section: 10,
      expected: 'caller: ok; told: business 12 with sync',
      probe: ({ founder, applicant, room }) =>
        decisionSeen(applicant, async () => founder.client.rooms.pull({ room, node: applicant.node })),
    },
    {
      operation: 'remove a member',
      section: 10,
      expected: 'caller: ok; told: business 13 with sync',
      probe: async ({ founder, member, room }) => {
        // A first message makes the server believe in the membership, as that of any active member.
        await member.attempt(roomMessage(room, 'hello'));
        return decisionSeen(member, async () => founder.client.rooms.kick({ room, node: member.node }));
      },
    },
    {
      operation: 'first message of a removed member',
      section: 10,
      expected: 'refused 4105',
      defect: 'delivered',
      probe: async ({ founder, member, room }) => {
        founder.journal.clear();
        const seen = await member.attempt(roomMessage(room, 'wait'));
        if (seen.startsWith('refused')) return seen;
        const copy = await founder.soon((frame) => frame.type === 90 && frame.packet.dataString === 'wait');
        return copy === null ? seen : 'delivered';
      },
    },
    {
      operation: 'next message of a removed member',
      section: 10,
      expected: 'refused 4105',
      probe: ({ member, room }) => member.attempt(roomMessage(room, 'really?')),
    },
    {
      operation: 'block a member',
      section: 10,
      expected: 'caller: ok; told: nothing',
      probe: ({ founder, applicant, room }) =>
        decisionSeen(applicant, async () => founder.client.rooms.blockMember({ room, node: applicant.node })),
    },
    {
      operation: 'block a member, without the right',
      section: 10,
      expected: 'refused',
      probe: async ({ founder, member, room }) =>
        withoutCode(describeAnswer(await member.client.rooms.blockMember({ room, node: founder.node }))),
    },
    {
      operation: 'apply when blocked',
      section: 10,
      expected: 'refused 4110',
      probe: async ({ applicant, room }) =>
        describeAnswer(await applicant.client.rooms.join(room, 'please'), String),
    },
    {
      operation: 'who is blocked in a room',
      section: 10,
      expected: 'the blocked one',
      probe: async ({ founder, applicant, room }) =>
        describeAnswer(await founder.client.rooms.blockedMembers(room), (nodes) =>
          nodes.length === 1 && nodes[0] === applicant.node ? 'the blocked one' : `${nodes.length} nodes`,
        ),
    },
    {
      operation: 'who is blocked in a room, when nobody is',
      section: 10,
      expected: 'empty list',
      defect: 'silence',
      probe: async ({ lab, founder }) => {
        const other = await lab.room('private', founder);
        const ask = () => founder.client.rooms.blockedMembers(other);
        return listSeen(founder, NodesType.blockRoomMemberList, ask);
      },
    },
    {
      operation: 'blocked rooms of a new account',
      section: 10,
      expected: 'empty list',
      defect: 'silence',
      probe: ({ member }) => listSeen(member, NodesType.blockRoomList, () => member.client.rooms.blocked()),
    },
    {
      operation: 'block a room',
      section: 10,
      expected: 'ok; the room',
      probe: async ({ member, room }) => {
        const answer = describeAnswer(await member.client.rooms.block(room));
        const list = describeAnswer(await member.client.rooms.blocked(), (rooms) =>
          rooms.length === 1 && rooms[0] === room ? 'the room' : `${rooms.length} rooms`,
        );
        return `${answer}; ${list}`;
      },
    },
    {
      operation: 'bring in somebody who blocks the room',
      section: 10,
      expected: 'refused 4110',
      probe: async ({ founder, member, room }) =>
        describeAnswer(await founder.client.rooms.pull({ room, node: member.node })),
    },
  ],
});

async function applySeen(applicant: Device, founder: Device, room: string): Promise<string> {
  const answer = await applicant.client.rooms.join(room, 'please');
  const news = await founder.next(business(BusinessType.addRoom));
  return `applicant: ${describeAnswer(answer, String)}; founder: ${describeFrame(news)}`;
}

/** What an operation answers, and what the person it is about is told. */
async function decisionSeen(
  person: Device,
  decide: () => ReturnType<Device['client']['rooms']['pull']>,
): Promise<string> {
  person.journal.clear();
  const answer = describeAnswer(await decide());
  return `caller: ${answer}; told: ${describeFrame(await person.soon(anyBusiness))}`;
}
