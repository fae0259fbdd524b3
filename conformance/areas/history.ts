import { FrameType } from '../../main/protocol/packet-types';
import type { TimMessage } from '../../main/protocol/packets';
import type { HistoryQuery } from '../../main/session/client/history';
import { defineArea } from '../check';
import { describeAnswer, describeFacets, describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { ofType } from '../matching';
import { toRoom, toUser } from '../scene';
import { wait } from '../wait';

interface Context {
  readonly lab: Lab;
  readonly a: Device;
  readonly b: Device;
  readonly stranger: Device;
  readonly room: string;
  /** Of the messages 1 to 7 from a to b. */
  readonly mids: readonly bigint[];
  readonly times: readonly bigint[];
}

const written = 7;
/** Keeps the times of two messages apart on any server clock. */
const betweenMs = 20;

/** The stored messages of chats. */
export const history = defineArea<Context>({
  name: 'history',
  prepare: async (lab) => {
    const [a, b] = await lab.friends();
    const stranger = await lab.person();
    const room = await lab.room('open', a, b);
    const echoes: TimMessage[] = [];
    for (let number = 1; number <= written; number += 1) {
      const echo = await a.send(toUser(b), {
        id: BigInt(number),
        dataString: `${number}`,
        extend: { cid: 'x' },
      });
      if (echo === null) throw new Error('no echo of a message');
      echoes.push(echo);
      await wait(lab.environment.clock, betweenMs);
    }
    a.client.messages.sendAs(31, toUser(b), { dataString: 'not stored' });
    const mids = echoes.map(({ mid = 0n }) => mid);
    return { lab, a, b, stranger, room, mids, times: echoes.map(({ timestamp = 0n }) => timestamp) };
  },
  checks: [
    {
      operation: 'newest page',
      section: 8,
      expected: '7 6 5',
      probe: ({ a, b }) => textsSeen(b, { ...chatWith(a), limit: 3 }),
    },
    {
      operation: 'next page, from the last mid - 1',
      section: 8,
      expected: '4 3 2',
      probe: ({ a, b, mids }) => textsSeen(b, { ...chatWith(a), fromMid: (mids[4] ?? 0n) - 1n, limit: 3 }),
    },
    {
      operation: 'from a mid, which is inclusive',
      section: 8,
      expected: '5 4',
      probe: ({ a, b, mids }) => textsSeen(b, { ...chatWith(a), fromMid: mids[4] ?? 0n, limit: 2 }),
    },
    {
      operation: 'limit 0 means everything, of odType 1',
      section: 8,
      expected: '7 6 5 4 3 2 1',
      probe: ({ a, b }) => textsSeen(b, { ...chatWith(a), limit: 0 }),
    },
    {
      operation: 'up to a time',
      section: 8,
      expected: '4 3',
      probe: ({ a, b, times }) => textsSeen(b, { ...chatWith(a), untilNs: times[4] ?? 0n, limit: 2 }),
    },
    {
      operation: 'both sides see the same',
      section: 8,
      expected: '7 6',
      probe: ({ a, b }) => textsSeen(a, { ...chatWith(b), limit: 2 }),
    },
    {
      operation: 'a stored message',
      section: 8,
      expected: 'complete',
      probe: async ({ a, b, mids }) => {
        const answer = await b.client.history.pull({ ...chatWith(a), limit: 1 });
        const packet = answer.kind === 'ok' ? answer.value[0] : undefined;
        if (packet === undefined) return describeAnswer(answer, () => 'nothing');
        return describeFacets({
          mid: packet.mid === mids[written - 1],
          'sender by node only': packet.fromTid?.node === a.node && packet.fromTid.resource === undefined,
          extend: packet.extend?.['cid'] === 'x',
          time: (packet.timestamp ?? 0n) > 0n,
        });
      },
    },
    {
      operation: "the sender's id in the history",
      section: 5,
      expected: 'kept',
      defect: 'lost',
      probe: async ({ a, b }) =>
        describeAnswer(await b.client.history.pull({ ...chatWith(a), limit: 1 }), ([packet]) =>
          packet?.id === BigInt(written) ? 'kept' : 'lost',
        ),
    },
    {
      operation: 'history of an empty chat',
      section: 8,
      expected: 'empty list',
      defect: 'silence',
      probe: ({ a, room }) => emptySeen(a, { kind: 'room', node: room, fromMid: 0n, limit: 5 }),
    },
    {
      operation: 'history with a stranger',
      section: 8,
      expected: ['empty list', 'refused 4105'],
      defect: 'silence',
      probe: ({ a, stranger }) => emptySeen(a, { ...chatWith(stranger), limit: 5 }),
    },
    {
      operation: 'history of a room',
      section: 8,
      expected: 'two one',
      probe: async ({ a, b, room }) => {
        await a.tell(toRoom(room), { dataString: 'one' });
        await b.tell(toRoom(room), { dataString: 'two' });
        return textsSeen(b, { kind: 'room', node: room, fromMid: 0n, limit: 5 });
      },
    },
    {
      operation: 'history of a room, asked from outside',
      section: 8,
      expected: 'refused 4105',
      probe: ({ stranger, room }) => textsSeen(stranger, { kind: 'room', node: room, fromMid: 0n, limit: 5 }),
    },
    {
      operation: 'history without limit or mid',
      section: 8,
      expected: 'refused 4104',
      probe: async ({ a, b }) => {
        const packet = { rtype: 1, node: b.node };
        return describeFrame(await a.request({ type: FrameType.pullMessages, packet }));
      },
    },
    {
      operation: 'history of an unknown kind of chat',
      section: 8,
      expected: 'refused 4104',
      defect: 'nothing',
      probe: async ({ a, b }) => {
        const packet = { rtype: 9, node: b.node, reqInt: 0n, reqInt2: 5n };
        const frame = { type: FrameType.pullMessages, packet } as const;
        return describeFrame(await a.requestSoon(frame, ofType(FrameType.pullMessages)));
      },
    },
  ],
});

const chatWith = (peer: Device) => ({ kind: 'user', node: peer.node, fromMid: 0n }) as const;

async function textsSeen(device: Device, query: HistoryQuery): Promise<string> {
  return describeAnswer(await device.client.history.pull(query), (list) =>
    list.map((packet) => packet.dataString ?? '').join(' '),
  );
}

/** Tells an empty page from no answer at all. */
async function emptySeen(device: Device, query: HistoryQuery): Promise<string> {
  device.journal.clear();
  const answer = await device.client.history.pull(query);
  const isAnswered = device.journal.count(ofType(FrameType.pullMessages)) > 0;
  if (answer.kind === 'unanswered') return isAnswered ? 'an answer too late' : 'silence';
  return describeAnswer(answer, (list) => (list.length > 0 ? `${list.length} messages` : 'empty list'));
}
