import { FrameType } from '../../main/protocol/packet-types';
import type { Frame } from '../../main/protocol/packets';
import { defineArea } from '../check';
import { describeFacets, describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { ofType } from '../matching';
import { unknownNode } from '../scene';

interface Context {
  readonly lab: Lab;
  readonly a: Device;
  readonly friend: Device;
  readonly stranger: Device;
}

const isPresence = ofType(FrameType.presence);
const mood = { subStatus: 1, show: 3, status: '忙', extend: { k: 'v' } };

/** Who is there, and who is told. */
export const presence = defineArea<Context>({
  name: 'presence',
  prepare: async (lab) => {
    const [a, friend] = await lab.friends();
    return { lab, a, friend, stranger: await lab.person() };
  },
  checks: [
    {
      operation: 'broadcast',
      section: 11,
      expected: 'friend: complete; stranger: nothing; sender: nothing',
      probe: async ({ a, friend, stranger }) => {
        a.client.presence.broadcast(mood);
        const seen = facetsOf(await friend.next(isPresence), a, friend);
        const others = [
          describeFrame(await stranger.soon(isPresence)),
          describeFrame(await a.soon(isPresence)),
        ];
        return `friend: ${seen}; stranger: ${others[0]}; sender: ${others[1]}`;
      },
    },
    {
      operation: 'broadcast to an empty roster',
      section: 11,
      expected: 'nothing',
      probe: async ({ stranger }) => {
        const frame = { type: FrameType.broadcastPresence, packet: { status: 'alone' } } as const;
        return describeFrame(await stranger.requestSoon(frame, isPresence));
      },
    },
    {
      operation: 'presence to a friend',
      section: 11,
      expected: 'complete',
      probe: async ({ a, friend }) => {
        friend.client.presence.toUser(a.node, mood);
        return facetsOf(await a.next(isPresence), friend, a);
      },
    },
    {
      operation: 'presence to a stranger',
      section: 11,
      expected: 'nothing',
      defect: 'complete',
      probe: async ({ a, stranger }) => {
        stranger.client.presence.toUser(a.node, mood);
        return facetsOf(await a.soon(isPresence), stranger, a);
      },
    },
    {
      operation: 'presence to a list of strangers',
      section: 11,
      expected: 'nothing; nothing',
      defect: 'complete; complete',
      probe: async ({ a, friend, stranger }) => {
        stranger.client.presence.toUsers([a.node, friend.node], mood);
        const first = facetsOf(await a.soon(isPresence), stranger, a);
        return `${first}; ${facetsOf(await friend.soon(isPresence), stranger, friend)}`;
      },
    },
    {
      operation: 'id of a presence, and a lie about being offline',
      section: 11,
      expected: 'id kept, presence',
      probe: async ({ a, friend }) => {
        const packet = { id: 5n, offline: true, toTid: { node: friend.node } };
        a.wire.send({ type: FrameType.presence, packet });
        const frame = await friend.next(isPresence);
        const isKept = frame?.type === FrameType.presence && frame.packet.id === 5n;
        return `${isKept ? 'id kept' : 'id lost'}, ${describeFrame(frame)}`;
      },
    },
    {
      operation: 'presence to an unknown account',
      section: 11,
      expected: 'refused 4106',
      probe: async ({ a }) => {
        const packet = { toTid: { node: unknownNode } };
        return describeFrame(await a.request({ type: FrameType.presence, packet }));
      },
    },
    {
      operation: 'presence to nobody',
      section: 11,
      expected: 'refused 4106',
      probe: async ({ a }) =>
        describeFrame(await a.request({ type: FrameType.presence, packet: { status: 'to whom?' } })),
    },
    {
      operation: 'a friend leaves',
      section: 11,
      expected: 'presence offline',
      probe: async ({ a, friend }) => {
        a.journal.clear();
        await friend.leave();
        return describeFrame(await a.next(isPresence));
      },
    },
    {
      operation: 'a friend comes',
      section: 11,
      expected: 'nothing',
      probe: async ({ lab, a, friend }) => {
        await lab.signIn(friend.account);
        return describeFrame(await a.soon(isPresence));
      },
    },
  ],
});

function facetsOf(frame: Frame | null, sender: Device, receiver: Device): string {
  if (frame?.type !== FrameType.presence) return describeFrame(frame);
  const { packet, syncId } = frame;
  return describeFacets({
    'no sync': syncId === undefined,
    sender: packet.fromTid?.node === sender.node,
    receiver: packet.toTid?.node === receiver.node,
    subStatus: packet.subStatus === mood.subStatus,
    show: packet.show === mood.show,
    status: packet.status === mood.status,
    extend: packet.extend?.['k'] === 'v',
  });
}
