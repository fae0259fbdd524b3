import { FrameType, MsType, OdType } from '../../main/protocol/packet-types';
import type { TimMessage } from '../../main/protocol/packets';
import { defineArea } from '../check';
import { describeFacets, describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { isMessageFrame, message, ofType } from '../matching';
import { toUser, unknownNode, userMessage } from '../scene';
import { wait } from '../wait';

interface Context {
  readonly lab: Lab;
  readonly a: Device;
  readonly b: Device;
  readonly stranger: Device;
}

const orderedMessages = 200;
/** Keeps the run below the server's default rate of 100 messages a second for everybody together. */
const orderPaceMs = 15;

/** Every field that the server passes on as it is. */
const fields = {
  id: 4_611_686_018_427_387_000n,
  bnType: 7,
  dataString: 'text é☃𝄞',
  dataBinary: Uint8Array.of(0, 1, 128, 255),
  udtype: 12,
  udshow: 3,
  extend: { cid: 'conformance', k: '值' },
  extra: { body: Uint8Array.of(9, 0, 255) },
};

/** Messages between two people. */
export const messages = defineArea<Context>({
  name: 'messages',
  prepare: async (lab) => {
    const [a, b] = await lab.friends();
    return { lab, a, b, stranger: await lab.person() };
  },
  checks: [
    {
      operation: 'echo of a message',
      section: 5,
      expected: 'complete',
      probe: async ({ a, b }) => {
        a.client.messages.send(toUser(b), fields);
        const frame = await a.next(isMessageFrame);
        if (frame === null || !isMessageFrame(frame)) return 'nothing';
        const { packet, syncId } = frame;
        return describeFacets({
          'no sync': syncId === undefined,
          mid: (packet.mid ?? 0n) > 0n,
          sender: packet.fromTid?.node === a.node,
          'time in ns': (packet.timestamp ?? 0n) > 1_000_000_000_000_000_000n,
          ...fieldFacets(packet),
        });
      },
    },
    {
      operation: 'what the receiver gets',
      section: 5,
      expected: 'complete',
      probe: async ({ a, b }) => {
        b.journal.clear();
        const mid = await a.tell(toUser(b), fields);
        const frame = await b.next(message((packet) => packet.mid === mid));
        if (frame === null || !isMessageFrame(frame)) return 'nothing';
        const { packet, syncId } = frame;
        return describeFacets({
          sync: syncId !== undefined,
          sender: packet.fromTid?.node === a.node,
          'device of the sender': packet.fromTid?.resource === 'conformance',
          receiver: packet.toTid?.node === b.node,
          ...fieldFacets(packet),
        });
      },
    },
    {
      operation: 'the same message twice',
      section: 5,
      expected: 'one mid',
      defect: 'two mids',
      probe: async ({ a, b }) => {
        const first = await a.tell(toUser(b), fields);
        return (await a.tell(toUser(b), fields)) === first ? 'one mid' : 'two mids';
      },
    },
    {
      operation: 'a message without text',
      section: 5,
      expected: 'message',
      probe: ({ a, b }) => a.attempt(userMessage(b, '')),
    },
    {
      operation: 'a message in a revoke frame',
      section: 5,
      expected: 'message',
      probe: ({ a, b }) => a.attempt(userMessage(b, 'plain'), FrameType.revoke),
    },
    refusal('write to a stranger', 4105, ({ stranger }) => userMessage(stranger, 'hello')),
    refusal('write to oneself', 4105, ({ a }) => userMessage(a, 'note')),
    refusal('write to an unknown account', 4106, ({ b }) => ({
      ...userMessage(b, 'hello'),
      toTid: { node: unknownNode },
    })),
    refusal('write to nobody', 4106, () => ({
      msType: MsType.user,
      odType: OdType.message,
      dataString: 'x',
    })),
    refusal('write as the system', 4104, ({ b }) => ({ ...userMessage(b, 'x'), msType: MsType.system })),
    refusal('odType 0', 4104, ({ b }) => ({ ...userMessage(b, 'x'), odType: 0 })),
    refusal('odType 8', 4104, ({ b }) => ({ ...userMessage(b, 'x'), odType: 8 })),
    refusal('odType 30', 4104, ({ b }) => ({ ...userMessage(b, 'x'), odType: 30 })),
    passedOn('odType 4', OdType.business, 'sender: nothing; receiver: kind 4 with sync, no mid'),
    passedOn('odType 31', 31, 'sender: nothing; receiver: kind 31 with sync, no mid'),
    passedOn('odType 127', 127, 'sender: nothing; receiver: kind 127 with sync, no mid'),
    passedOn('odType 5', OdType.stream, 'sender: nothing; receiver: passing message, no mid'),
    {
      operation: 'odType 6 and 7',
      section: 5,
      expected: 'big text, big bytes',
      probe: async ({ a, b }) => {
        a.client.messages.sendAs(OdType.bigString, toUser(b), { dataString: 'big' });
        const text = await b.next(ofType(FrameType.bigString));
        a.client.messages.sendAs(OdType.bigBinary, toUser(b), { dataBinary: Uint8Array.of(1, 2) });
        return `${describeFrame(text)}, ${describeFrame(await b.next(ofType(FrameType.bigBinary)))}`;
      },
    },
    {
      operation: 'an unreadable JSON frame',
      section: 5,
      expected: 'refused 4113',
      probe: ({ lab }) => unreadableSeen(lab, Uint8Array.of(0xda, 0x7b, 0x7b)),
    },
    {
      operation: 'an unreadable compact frame',
      section: 5,
      expected: 'refused 4106',
      probe: ({ lab }) => unreadableSeen(lab, Uint8Array.of(0x5a, 0xff, 0xff)),
    },
    {
      operation: `order of ${orderedMessages}, one in flight`,
      section: 5,
      expected: `${orderedMessages} in order, mids increasing`,
      probe: (context) => orderSeen(context),
    },
    {
      operation: 'echo on the second device of the sender',
      section: 5,
      expected: 'message',
      requires: 'several devices',
      probe: async ({ lab, a, b }) => {
        const second = await lab.signIn(a.account, { resource: 'second' });
        const mid = await a.tell(toUser(b), { dataString: 'hello' });
        return describeFrame(await second.next(message((packet) => packet.mid === mid)));
      },
    },
  ],
});

function refusal(operation: string, code: number, packet: (context: Context) => TimMessage) {
  return {
    operation,
    section: 5,
    expected: `refused ${code}`,
    probe: (context: Context) => context.a.attempt(packet(context)),
  };
}

/** A kind of message that is not stored: what both sides see of it. */
function passedOn(operation: string, odType: number, expected: string) {
  return {
    operation,
    section: 5,
    expected,
    probe: async ({ a, b }: Context) => {
      const matches = message((packet) => packet.odType === odType);
      a.client.messages.sendAs(odType, toUser(b), { id: 77n, dataString: 'x' });
      const frame = await b.next(matches);
      const hasMid = frame !== null && isMessageFrame(frame) && (frame.packet.mid ?? 0n) !== 0n;
      const echo = describeFrame(await a.soon(matches));
      return `sender: ${echo}; receiver: ${describeFrame(frame)}, ${hasMid ? 'a' : 'no'} mid`;
    },
  };
}

function fieldFacets(packet: TimMessage): Record<string, boolean> {
  return {
    id: packet.id === fields.id,
    bnType: packet.bnType === fields.bnType,
    dataString: packet.dataString === fields.dataString,
    dataBinary: isSame(packet.dataBinary, fields.dataBinary),
    udtype: packet.udtype === fields.udtype,
    udshow: packet.udshow === fields.udshow,
    extend: packet.extend?.['cid'] === fields.extend.cid && packet.extend['k'] === fields.extend.k,
    extra: isSame(packet.extra?.['body'], fields.extra.body),
  };
}

const isSame = (left: Uint8Array | undefined, right: Uint8Array): boolean =>
  left !== undefined && Buffer.compare(left, right) === 0;

async function unreadableSeen(lab: Lab, bytes: Uint8Array): Promise<string> {
  const { name, password } = await lab.account();
  const connection = await lab.connect();
  await connection.signIn({ name, pwd: password });
  connection.sendBytes(bytes);
  return describeFrame(await connection.journal.take(() => true, lab.environment.patienceMs));
}

async function orderSeen({ lab, a, b }: Context): Promise<string> {
  b.journal.clear();
  const mids: bigint[] = [];
  for (let number = 0; number < orderedMessages; number += 1) {
    const echo = await a.send(toUser(b), { dataString: `order ${number}` });
    if (echo?.mid === undefined) return `no echo of message ${number + 1}`;
    mids.push(echo.mid);
    await wait(lab.environment.clock, orderPaceMs);
  }
  const isIncreasing = mids.every((mid, index) => index === 0 || mid > (mids[index - 1] ?? 0n));
  let inOrder = 0;
  for (const mid of mids) {
    const frame = await b.next(message((packet) => packet.dataString?.startsWith('order ') === true));
    if (frame === null || !isMessageFrame(frame) || frame.packet.mid !== mid) break;
    inOrder += 1;
  }
  return `${inOrder} in order, mids ${isIncreasing ? 'increasing' : 'not increasing'}`;
}
