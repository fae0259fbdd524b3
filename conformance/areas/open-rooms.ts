import { BusinessType, FrameType, MsType, NodesType, OdType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeAnswer, describeFrame, withoutCode } from '../describe';
import type { Device } from '../device';
import { ack, anyBusiness, business, isMessageFrame, message } from '../matching';
import { listSeen, roomMessage, toRoom, unknownNode } from '../scene';

interface Context {
  readonly founder: Device;
  readonly member: Device;
  readonly guest: Device;
  readonly outsider: Device;
  readonly room: string;
}

/** An open room from its creation to its end. */
export const openRooms = defineArea<Context>({
  name: 'open rooms',
  prepare: async (lab) => {
    const founder = await lab.person();
    const room = await lab.room('open', founder);
    return {
      founder,
      member: await lab.person(),
      guest: await lab.person(),
      outsider: await lab.person(),
      room,
    };
  },
  checks: [
    {
      operation: 'rooms of a new account',
      section: 10,
      expected: 'empty list',
      defect: 'silence',
      probe: ({ member }) => listSeen(member, NodesType.rooms, () => member.client.rooms.mine()),
    },
    {
      operation: 'join',
      section: 10,
      expected: 'joined; business 10 with sync; founder: nothing',
      probe: async ({ founder, member, room }) => {
        founder.journal.clear();
        const answer = await member.client.rooms.join(room, 'hello');
        const news = describeFrame(await member.soon(anyBusiness));
        return `${describeAnswer(answer, String)}; ${news}; founder: ${describeFrame(await founder.soon(anyBusiness))}`;
      },
    },
    {
      operation: 'join again',
      section: 10,
      expected: 'refused',
      probe: ({ member, room }) => joinSeen(member, room),
    },
    {
      operation: 'refusal of a room operation',
      section: 10,
      expected: 'once',
      defect: 'twice',
      probe: async ({ member, room }) => {
        await member.settle();
        member.journal.clear();
        await member.client.rooms.join(room, 'again');
        await member.soon(() => false);
        const refusals = member.journal.count(ack((packet) => !packet.ok));
        return refusals === 2 ? 'twice' : refusals === 1 ? 'once' : `${refusals} times`;
      },
    },
    {
      operation: 'bring somebody in, as a member',
      section: 10,
      expected: 'ok; business 12 with sync',
      probe: async ({ member, guest, room }) => {
        const answer = await member.client.rooms.pull({ room, node: guest.node });
        return `${describeAnswer(answer)}; ${describeFrame(await guest.next(business(BusinessType.pullRoom)))}`;
      },
    },
    {
      operation: 'members',
      section: 10,
      expected: 'founder, member, guest',
      probe: async ({ founder, member, guest, room }) =>
        describeAnswer(await member.client.rooms.members(room), (nodes) =>
          isSameSet(nodes, [founder, member, guest]) ? 'founder, member, guest' : `${nodes.length} nodes`,
        ),
    },
    {
      operation: 'members, asked from outside',
      section: 10,
      expected: 'refused 4104',
      probe: async ({ outsider, room }) =>
        describeAnswer(await outsider.client.rooms.members(room), (nodes) => `${nodes.length} nodes`),
    },
    {
      operation: 'rooms of a member',
      section: 10,
      expected: 'the room',
      probe: async ({ member, room }) =>
        describeAnswer(await member.client.rooms.mine(), (rooms) =>
          rooms.length === 1 && rooms[0] === room ? 'the room' : `${rooms.length} rooms`,
        ),
    },
    {
      operation: 'message to a room',
      section: 10,
      expected: 'sender, founder, guest: message with sync, one mid',
      probe: async ({ founder, member, guest, room }) => {
        member.client.messages.send(toRoom(room), { dataString: 'hello all' });
        const copies = await Promise.all(
          [member, founder, guest].map((device) =>
            device.next(message((packet) => packet.odType === OdType.message)),
          ),
        );
        const mids = new Set(
          copies.map((copy) => (copy !== null && isMessageFrame(copy) ? copy.packet.mid : null)),
        );
        const seen = new Set(copies.map(describeFrame));
        return `sender, founder, guest: ${[...seen].join('/')}, ${mids.size === 1 ? 'one mid' : 'several mids'}`;
      },
    },
    {
      operation: 'message to a room from outside',
      section: 10,
      expected: 'refused 4105',
      probe: ({ outsider, room }) => outsider.attempt(roomMessage(room, 'let me in')),
    },
    ...[OdType.business, 31].map((odType) => ({
      operation: `odType ${odType} to a room`,
      section: 10,
      expected: 'refused 4104',
      probe: ({ member, room }: Context) => member.attempt({ ...roomMessage(room, 'x'), odType }),
    })),
    {
      operation: 'odType 5 to a room',
      section: 10,
      expected: 'sender: passing message; member: passing message',
      probe: async ({ founder, member, room }) => {
        const isPassing = message((packet) => packet.odType === OdType.stream);
        founder.client.messages.sendAs(OdType.stream, toRoom(room), { dataString: 'typing' });
        const copy = describeFrame(await member.next(isPassing));
        return `sender: ${describeFrame(await founder.next(isPassing))}; member: ${copy}`;
      },
    },
    {
      operation: 'private message between members',
      section: 10,
      expected: 'sender: message; receiver: message with sync; founder: nothing',
      probe: async ({ founder, member, guest, room }) => {
        const isPrivate = message(
          ({ msType, odType }) => msType === MsType.user && odType === OdType.message,
        );
        const target = { kind: 'private', room, node: guest.node } as const;
        member.client.messages.send(target, { dataString: 'psst' });
        const echo = describeFrame(await member.next(isPrivate));
        const copy = describeFrame(await guest.next(isPrivate));
        return `sender: ${echo}; receiver: ${copy}; founder: ${describeFrame(await founder.soon(isPrivate))}`;
      },
    },
    {
      operation: 'private message to somebody outside',
      section: 10,
      expected: 'refused 4105',
      probe: ({ member, outsider, room }) =>
        member.attempt({
          msType: MsType.user,
          odType: OdType.message,
          roomTid: { node: room },
          toTid: { node: outsider.node },
          dataString: 'psst',
        }),
    },
    {
      operation: 'join an unknown room',
      section: 10,
      expected: 'refused',
      probe: ({ member }) => joinSeen(member, unknownNode),
    },
    {
      operation: 'leave as the founder',
      section: 10,
      expected: 'refused 4105',
      probe: async ({ founder, room }) => describeAnswer(await founder.client.rooms.leave(room)),
    },
    {
      operation: 'cancel a room that has members',
      section: 10,
      expected: 'refused 4105',
      probe: async ({ founder, room }) => describeAnswer(await founder.client.rooms.cancel(room)),
    },
    {
      operation: 'leave',
      section: 10,
      expected: 'ok; founder: nothing',
      probe: async ({ founder, member, guest, room }) => {
        founder.journal.clear();
        const answers = [await member.client.rooms.leave(room), await guest.client.rooms.leave(room)];
        const seen = new Set(answers.map((answer) => describeAnswer(answer)));
        return `${[...seen].join('/')}; founder: ${describeFrame(await founder.soon(anyBusiness))}`;
      },
    },
    {
      operation: 'cancel a room as its last member',
      section: 10,
      expected: 'ok',
      probe: async ({ founder, room }) => describeAnswer(await founder.client.rooms.cancel(room)),
    },
    {
      operation: 'join a cancelled room',
      section: 10,
      expected: 'refused',
      probe: ({ member, room }) => joinSeen(member, room),
    },
    {
      operation: 'message to a cancelled room',
      section: 5,
      expected: ['refused 4105', 'refused 4108'],
      defect: 'nothing',
      probe: async ({ founder, room }) => {
        const frame = { type: FrameType.message, packet: roomMessage(room, 'anybody?') } as const;
        return describeFrame(await founder.requestSoon(frame, isMessageFrame));
      },
    },
  ],
});

async function joinSeen(device: Device, room: string): Promise<string> {
  return withoutCode(describeAnswer(await device.client.rooms.join(room, 'hello'), String));
}

function isSameSet(nodes: readonly string[], devices: readonly Device[]): boolean {
  return nodes.length === devices.length && devices.every((device) => nodes.includes(device.node));
}
