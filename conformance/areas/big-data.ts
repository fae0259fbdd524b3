import { FrameType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { ofType } from '../matching';

interface Context {
  readonly lab: Lab;
  readonly sender: Device;
  readonly receiver: Device;
}

const textBytes = 300_000;
const binaryBytes = 5_000_000;

/** Text and bytes beyond what a message carries. */
export const bigData = defineArea<Context>({
  name: 'big data',
  prepare: async (lab) => {
    const [sender, receiver] = await lab.friends();
    return { lab, sender, receiver };
  },
  checks: [
    {
      operation: `text of ${textBytes} bytes`,
      section: 12,
      expected: 'whole, from the sender, without sync',
      probe: async ({ sender, receiver }) => {
        // A `|` ends the node in front; the text may have it as well.
        const text = '0123456789|'.repeat(Math.ceil(textBytes / 11));
        sender.client.bigData.sendText(receiver.node, text);
        const frame = await receiver.next(ofType(FrameType.bigString));
        if (frame?.type !== FrameType.bigString) return describeFrame(frame);
        const { node, dataString } = frame.packet;
        return wholeSeen({
          isWhole: dataString === text,
          isFrom: node === sender.node,
          syncId: frame.syncId,
        });
      },
    },
    {
      operation: `${binaryBytes} bytes`,
      section: 12,
      expected: 'whole, from the sender, without sync',
      probe: async ({ lab, sender, receiver }) => {
        const data = Buffer.alloc(binaryBytes, lab.environment.random.bytes(64));
        sender.client.bigData.sendBytes(receiver.node, data);
        const frame = await receiver.next(ofType(FrameType.bigBinary));
        if (frame?.type !== FrameType.bigBinary) return describeFrame(frame);
        const isWhole = Buffer.compare(frame.packet.data, data) === 0;
        return wholeSeen({ isWhole, isFrom: frame.packet.node === sender.node, syncId: frame.syncId });
      },
    },
    {
      operation: 'big text to a stranger',
      section: 12,
      expected: 'nothing',
      defect: 'big text',
      probe: async ({ lab, sender }) => {
        const stranger = await lab.person();
        sender.client.bigData.sendText(stranger.node, 'hello');
        return describeFrame(await stranger.soon(ofType(FrameType.bigString)));
      },
    },
    {
      operation: 'a frame longer than it says',
      section: 12,
      expected: 'refused 4114, then pong',
      probe: async ({ lab }) => {
        const { name, password } = await lab.account();
        const connection = await lab.connect();
        await connection.signIn({ name, pwd: password });
        connection.sendBytes(Uint8Array.of(0x60, 0, 0, 0, 7, 0x61, 0x83, 1, 2, 3, 4));
        const { patienceMs } = lab.environment;
        const refusal = await connection.journal.take(ofType(FrameType.ack), patienceMs);
        connection.send({ type: FrameType.ping, packet: {} });
        const pong = await connection.journal.take(ofType(FrameType.ping), patienceMs);
        return `${describeFrame(refusal)}, then ${describeFrame(pong)}`;
      },
    },
  ],
});

function wholeSeen(seen: {
  readonly isWhole: boolean;
  readonly isFrom: boolean;
  readonly syncId: number | undefined;
}): string {
  const from = seen.isFrom ? 'from the sender' : 'from somebody else';
  return `${seen.isWhole ? 'whole' : 'damaged'}, ${from}, ${seen.syncId === undefined ? 'without' : 'with'} sync`;
}
