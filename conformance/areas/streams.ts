import { FrameType } from '../../main/protocol/packet-types';
import { toIncomingFact } from '../../main/session/incoming-fact';
import { defineArea } from '../check';
import { describeAnswer, describeFrame } from '../describe';
import type { Device } from '../device';
import { ofType } from '../matching';

interface Context {
  readonly owner: Device;
  readonly watcher: Device;
  readonly byteWatcher: Device;
  readonly room: string;
}

const piece = { dtype: 2, body: Uint8Array.of(1, 2, 255) };
const isStream = ofType(FrameType.stream);
const isStreamBytes = ofType(FrameType.bigBinaryStream);

/** Virtual rooms and what is pushed into them. */
export const streams = defineArea<Context>({
  name: 'streams',
  prepare: async (lab) => {
    const owner = await lab.person();
    const answer = await owner.client.virtualRooms.create();
    if (answer.kind !== 'ok' || answer.value === '') throw new Error('no virtual room');
    const [watcher, byteWatcher] = [await lab.person(), await lab.person()];
    return { owner, watcher, byteWatcher, room: answer.value };
  },
  checks: [
    {
      operation: 'subscribe',
      section: 12,
      expected: 'ok, ok',
      probe: async ({ watcher, byteWatcher, room }) => {
        const first = describeAnswer(await watcher.client.virtualRooms.subscribe(room));
        return `${first}, ${describeAnswer(await byteWatcher.client.virtualRooms.subscribe(room, 'bytes'))}`;
      },
    },
    {
      operation: 'subscribe to a virtual room that does not exist',
      section: 12,
      expected: ['refused 4109', 'refused 4104'],
      defect: 'ok',
      probe: async ({ owner, watcher }) => {
        const gone = await owner.client.virtualRooms.create();
        if (gone.kind !== 'ok') return describeAnswer(gone);
        await owner.client.virtualRooms.remove(gone.value);
        return describeAnswer(await watcher.client.virtualRooms.subscribe(gone.value));
      },
    },
    {
      operation: 'push',
      section: 12,
      expected: 'stream, the piece; stream bytes, the piece; owner: nothing',
      probe: async ({ owner, watcher, byteWatcher, room }) => {
        owner.client.streams.push(room, piece);
        const first = pieceSeen(await watcher.next(isStream));
        const second = pieceSeen(await byteWatcher.next(isStreamBytes));
        return `${first}; ${second}; owner: ${describeFrame(await owner.soon(isStream))}`;
      },
    },
    {
      operation: 'push bytes',
      section: 12,
      expected: 'stream, the piece; stream bytes, the piece',
      probe: async ({ owner, watcher, byteWatcher, room }) => {
        owner.client.streams.pushBytes(room, piece.body);
        const first = pieceSeen(await watcher.next(isStream));
        return `${first}; ${pieceSeen(await byteWatcher.next(isStreamBytes))}`;
      },
    },
    {
      operation: 'push without the right',
      section: 12,
      expected: 'refused 4105, naming the room',
      probe: async ({ watcher, room }) => {
        watcher.journal.clear();
        watcher.client.streams.push(room, piece);
        const frame = await watcher.next(ofType(FrameType.ack));
        const fact = frame === null ? null : toIncomingFact(frame);
        const isNamed = fact?.kind === 'refused' && fact.node === room;
        return `${describeFrame(frame)}${isNamed ? ', naming the room' : ''}`;
      },
    },
    {
      operation: 'let somebody push',
      section: 12,
      expected: 'ok',
      defect: 'refused 0',
      probe: async ({ owner, watcher, room }) =>
        describeAnswer(await owner.client.virtualRooms.allow(room, watcher.node)),
    },
    {
      operation: 'take the right to push back',
      section: 12,
      expected: 'ok',
      defect: 'refused 0',
      probe: async ({ owner, watcher, room }) =>
        describeAnswer(await owner.client.virtualRooms.disallow(room, watcher.node)),
    },
    {
      operation: 'end a subscription',
      section: 12,
      expected: 'ok; then nothing',
      probe: async ({ owner, watcher, room }) => {
        const answer = describeAnswer(await watcher.client.virtualRooms.unsubscribe(room));
        owner.client.streams.push(room, piece);
        return `${answer}; then ${describeFrame(await watcher.soon(isStream))}`;
      },
    },
    {
      operation: "remove somebody else's virtual room",
      section: 12,
      expected: ['refused 4105', 'refused 4109'],
      defect: 'ok, without effect',
      probe: async ({ owner, watcher, byteWatcher, room }) => {
        byteWatcher.journal.clear();
        const answer = describeAnswer(await watcher.client.virtualRooms.remove(room));
        owner.client.streams.push(room, piece);
        const isAlive = (await byteWatcher.soon(isStreamBytes)) !== null;
        return isAlive && answer === 'ok' ? 'ok, without effect' : answer;
      },
    },
    {
      operation: 'remove a virtual room',
      section: 12,
      expected: 'ok; then nothing',
      probe: async ({ owner, byteWatcher, room }) => {
        const answer = describeAnswer(await owner.client.virtualRooms.remove(room));
        owner.client.streams.push(room, piece);
        return `${answer}; then ${describeFrame(await byteWatcher.soon(isStreamBytes))}`;
      },
    },
  ],
});

function pieceSeen(frame: Parameters<typeof describeFrame>[0]): string {
  const fact = frame === null ? null : toIncomingFact(frame);
  const body = fact?.kind === 'stream' ? fact.body : fact?.kind === 'streamBytes' ? fact.data : null;
  const isWhole = body !== null && Buffer.compare(body, piece.body) === 0;
  return `${describeFrame(frame)}, ${isWhole ? 'the piece' : 'not the piece'}`;
}
