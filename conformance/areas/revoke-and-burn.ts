import { FrameType, MsType, OdType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeAnswer, describeFrame } from '../describe';
import type { Device } from '../device';
import { ack, message } from '../matching';
import { toRoom, toUser } from '../scene';

interface Context {
  readonly a: Device;
  readonly b: Device;
  readonly c: Device;
  readonly room: string;
}

/** 2.1.0 tells both sides with a message, 2.0.1 answers its caller with a TimAck; clients accept both. */
const erasedBetweenTwo = (kind: 'revoke' | 'burn'): readonly string[] => [
  `caller: ${kind} with sync; peer: ${kind} with sync`,
  `caller: ok; peer: ${kind} with sync`,
];

/** Revoking and burning, by the right people and by all others. `a` is a friend of `b` and of `c`. */
export const revokeAndBurn = defineArea<Context>({
  name: 'revoke and burn',
  prepare: async (lab) => {
    const [a, b] = await lab.friends();
    const c = await lab.person();
    await lab.befriend(a, c);
    return { a, b, c, room: await lab.room('open', a, b, c) };
  },
  checks: [
    {
      operation: 'revoke an own message',
      section: 6,
      expected: erasedBetweenTwo('revoke'),
      probe: async ({ a, b }) => {
        const mid = await a.tell(toUser(b), { dataString: 'mistake' });
        return erasureSeen({ caller: a, peer: b, odType: OdType.revoke, mid });
      },
    },
    {
      operation: 'revoke in a message frame',
      section: 5,
      expected: erasedBetweenTwo('revoke'),
      probe: async ({ a, b }) => {
        const mid = await a.tell(toUser(b), { dataString: 'mistake' });
        const packet = { msType: MsType.user, odType: OdType.revoke, toTid: { node: b.node }, mid };
        a.client.messages.sendPacket(FrameType.message, packet);
        return eraseOutcome({ caller: a, peer: b, odType: OdType.revoke, mid });
      },
    },
    {
      operation: 'extend and text of a revoke',
      section: 6,
      expected: 'kept',
      probe: async ({ a, b }) => {
        const mid = await a.tell(toUser(b), { dataString: 'mistake' });
        a.client.messages.revoke(toUser(b), mid, { dataString: 'sorry', extend: { mid: String(mid) } });
        const frame = await b.next(message((packet) => packet.odType === OdType.revoke));
        if (frame?.type !== FrameType.message) return describeFrame(frame);
        const { dataString, extend } = frame.packet;
        return dataString === 'sorry' && extend?.['mid'] === String(mid) ? 'kept' : 'lost';
      },
    },
    {
      operation: 'history after a revoke',
      section: 6,
      expected: 'gone',
      probe: async ({ a, b }) => {
        const mid = await a.tell(toUser(b), { dataString: 'mistake' });
        // A page without any message is silence, which tells nothing.
        await a.tell(toUser(b), { dataString: 'stays' });
        await erasureSeen({ caller: a, peer: b, odType: OdType.revoke, mid });
        const query = { kind: 'user', node: a.node, fromMid: 0n, limit: 5 } as const;
        return describeAnswer(await b.client.history.pull(query), (list) =>
          list.some((packet) => packet.mid === mid) ? 'still there' : 'gone',
        );
      },
    },
    {
      operation: 'revoke twice',
      section: 6,
      expected: 'refused 4104',
      probe: async ({ a, b }) => {
        const mid = await a.tell(toUser(b), { dataString: 'mistake' });
        await erasureSeen({ caller: a, peer: b, odType: OdType.revoke, mid });
        return refusalSeen(a, b, { odType: OdType.revoke, mid });
      },
    },
    {
      operation: 'burn a received message',
      section: 6,
      expected: erasedBetweenTwo('burn'),
      probe: async ({ a, b }) => {
        const mid = await a.tell(toUser(b), { dataString: 'secret' });
        return erasureSeen({ caller: b, peer: a, odType: OdType.burn, mid });
      },
    },
    {
      operation: 'revoke what was burned',
      section: 6,
      expected: 'refused 4104',
      probe: async ({ a, b }) => {
        const mid = await a.tell(toUser(b), { dataString: 'secret' });
        await erasureSeen({ caller: b, peer: a, odType: OdType.burn, mid });
        return refusalSeen(a, b, { odType: OdType.revoke, mid });
      },
    },
    {
      operation: 'revoke by the receiver',
      section: 6,
      expected: 'refused 4105',
      probe: async ({ a, b }) =>
        refusalSeen(b, a, { odType: OdType.revoke, mid: await a.tell(toUser(b), { dataString: 'x' }) }),
    },
    {
      operation: 'burn by the author',
      section: 6,
      expected: 'refused 4105',
      probe: async ({ a, b }) =>
        refusalSeen(a, b, { odType: OdType.burn, mid: await a.tell(toUser(b), { dataString: 'x' }) }),
    },
    {
      operation: 'revoke by somebody of another chat',
      section: 6,
      expected: 'refused 4104',
      probe: async ({ a, b, c }) =>
        refusalSeen(c, a, { odType: OdType.revoke, mid: await a.tell(toUser(b), { dataString: 'x' }) }),
    },
    {
      operation: 'revoke an own message in another chat',
      section: 6,
      expected: 'refused 4104',
      probe: async ({ a, b, c }) =>
        refusalSeen(a, c, { odType: OdType.revoke, mid: await a.tell(toUser(b), { dataString: 'x' }) }),
    },
    {
      operation: 'revoke mid 0',
      section: 6,
      expected: 'refused 4104',
      probe: ({ a, b }) => refusalSeen(a, b, { odType: OdType.revoke, mid: 0n }),
    },
    {
      operation: 'revoke without a mid',
      section: 6,
      expected: 'refused 4104',
      probe: ({ a, b }) => refusalSeen(a, b, { odType: OdType.revoke }),
    },
    {
      operation: 'burn an unknown mid',
      section: 6,
      expected: 'refused 4104',
      probe: ({ a, b }) => refusalSeen(a, b, { odType: OdType.burn, mid: 9_000_000_000_000_000_000n }),
    },
    {
      operation: 'revoke an own message in a room',
      section: 6,
      expected: [
        'caller: ok, revoke with sync; member: revoke with sync',
        'caller: ok; member: revoke with sync',
      ],
      probe: async ({ a, b, room }) => {
        const mid = await b.tell(toRoom(room), { dataString: 'mistake' });
        b.client.messages.revoke(toRoom(room), mid);
        const answer = await b.next(ack((packet) => packet.timType === FrameType.revoke));
        const copy = await b.soon(isErasure(OdType.revoke, mid));
        const caller = [answer, copy].filter((frame) => frame !== null).map(describeFrame);
        const member = describeFrame(await a.next(isErasure(OdType.revoke, mid)));
        return `caller: ${caller.join(', ')}; member: ${member}`;
      },
    },
    {
      operation: "revoke a member's message as the founder",
      section: 6,
      expected: 'refused 4105',
      probe: async ({ a, b, room }) => {
        const mid = await b.tell(toRoom(room), { dataString: 'mine' });
        const packet = { msType: MsType.room, odType: OdType.revoke, roomTid: { node: room }, mid };
        return describeFrame(await a.request({ type: FrameType.revoke, packet }));
      },
    },
    {
      operation: 'burn in a room',
      section: 6,
      expected: 'refused 4104',
      probe: async ({ a, b, room }) => {
        const mid = await b.tell(toRoom(room), { dataString: 'secret' });
        const packet = { msType: MsType.room, odType: OdType.burn, roomTid: { node: room }, mid };
        return describeFrame(await a.request({ type: FrameType.burn, packet }));
      },
    },
    {
      operation: 'revoke in a room as if to a user',
      section: 6,
      expected: 'refused 4105',
      probe: async ({ b, room }) => {
        const mid = await b.tell(toRoom(room), { dataString: 'mistake' });
        const packet = { msType: MsType.user, odType: OdType.revoke, roomTid: { node: room }, mid };
        return describeFrame(await b.request({ type: FrameType.revoke, packet }));
      },
    },
    {
      operation: 'revoke a private message of a room to a stranger',
      section: 6,
      expected: ['revoke with sync', 'ok'],
      defect: 'refused 4105',
      probe: async ({ b, c, room }) => {
        const mid = await b.tell({ kind: 'private', room, node: c.node }, { dataString: 'psst' });
        return refusalSeen(b, c, { odType: OdType.revoke, mid });
      },
    },
    {
      operation: 'revoke when no friends any more',
      section: 6,
      expected: ['revoke with sync', 'ok'],
      defect: 'refused 4105',
      probe: async ({ a, c }) => {
        const mid = await a.tell(toUser(c), { dataString: 'last words' });
        await c.client.people.remove(a.node);
        return refusalSeen(a, c, { odType: OdType.revoke, mid });
      },
    },
  ],
});

interface Erasure {
  readonly caller: Device;
  readonly peer: Device;
  readonly odType: typeof OdType.revoke | typeof OdType.burn;
  readonly mid: bigint;
}

const isErasure = (odType: number, mid: bigint) =>
  message((packet) => packet.odType === odType && packet.mid === mid);

const frameTypeOf = (odType: number): 92 | 93 =>
  odType === OdType.revoke ? FrameType.revoke : FrameType.burn;

/** Revokes or burns, and describes what both sides see. */
async function erasureSeen(erasure: Erasure): Promise<string> {
  const { caller, peer, odType, mid } = erasure;
  const { messages } = caller.client;
  if (odType === OdType.revoke) messages.revoke(toUser(peer), mid);
  else messages.burn(toUser(peer), mid);
  return eraseOutcome(erasure);
}

async function eraseOutcome({ caller, peer, odType, mid }: Erasure): Promise<string> {
  const isCopy = isErasure(odType, mid);
  const isAnswer = ack((packet) => packet.timType === frameTypeOf(odType));
  const answer = await caller.next((frame) => isCopy(frame) || isAnswer(frame));
  return `caller: ${describeFrame(answer)}; peer: ${describeFrame(await peer.next(isCopy))}`;
}

/** Revokes or burns what must not be, and describes the refusal. */
async function refusalSeen(
  caller: Device,
  peer: Device,
  command: { readonly odType: number; readonly mid?: bigint },
): Promise<string> {
  const packet = { msType: MsType.user, toTid: { node: peer.node }, ...command };
  const matches = message(({ odType, mid }) => odType === command.odType && mid === command.mid);
  return describeFrame(await caller.request({ type: frameTypeOf(command.odType), packet }, matches));
}
