import { FrameType, OdType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeFacets, describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { fetchOffline, isPageOrEnd, nextOfflinePage } from '../offline-pages';
import { toUser } from '../scene';

interface Context {
  readonly lab: Lab;
  /** Writes; stays online. */
  readonly writer: Device;
}

const waitingMessages = 25;
const largestPage = 10;
/** More revoked messages than a page has places. */
const revokedMessages = 11;

/** What waits for accounts that are away. Every check has its own receiver, because the server keeps what it must not. */
export const offline = defineArea<Context>({
  name: 'offline queue',
  prepare: async (lab) => ({ lab, writer: await lab.person() }),
  checks: [
    {
      operation: 'ask when nothing waits',
      section: 7,
      expected: 'end',
      probe: async ({ lab }) => describeFrame((await nextOfflinePage(await lab.person())).frame),
    },
    {
      operation: `fetch ${waitingMessages} messages`,
      section: 7,
      requires: 'queue of messages',
      expected: `${waitingMessages} messages, all of them once, no page over ${largestPage}`,
      probe: async ({ lab, writer }) => {
        const receiver = await backAfter(lab, writer, async (away) => {
          for (let number = 0; number < waitingMessages; number += 1) {
            await writer.tell(toUser(away), { dataString: `waiting ${number}` });
          }
        });
        const pages = await fetchOffline(receiver);
        const texts = pages.flat().map((packet) => packet.dataString ?? '');
        const isOnce = new Set(texts).size === texts.length;
        const isSmall = pages.every((page) => page.length <= largestPage);
        return `${texts.length} messages, ${isOnce ? 'all of them once' : 'some twice'}, ${
          isSmall ? `no page over ${largestPage}` : 'a larger page'
        }`;
      },
    },
    {
      operation: 'pages per request',
      section: 7,
      requires: 'queue of messages',
      expected: 'all pages, then the end',
      defect: 'one page',
      probe: async ({ lab, writer }) => {
        const receiver = await backAfter(lab, writer, async (away) => {
          await writer.tell(toUser(away), { dataString: 'waiting' });
        });
        receiver.client.offline.requestPage();
        const page = await receiver.next(isPageOrEnd);
        const next = await receiver.soon(isPageOrEnd);
        if (page?.type !== FrameType.offlineMessages) return describeFrame(page);
        return next === null ? 'one page' : 'all pages, then the end';
      },
    },
    {
      operation: 'a message that waited',
      section: 7,
      requires: 'queue of messages',
      expected: 'complete',
      probe: async ({ lab, writer }) => {
        let mid = 0n;
        const fields = { id: 5n, dataString: 'waiting', udtype: 9, extend: { cid: 'x' } };
        const receiver = await backAfter(lab, writer, async (away) => {
          mid = await writer.tell(toUser(away), fields);
        });
        const { frame, list } = await nextOfflinePage(receiver);
        const packet = list[0];
        if (packet === undefined) return describeFrame(frame);
        return describeFacets({
          sync: frame?.syncId !== undefined,
          mid: packet.mid === mid,
          text: packet.dataString === fields.dataString,
          udtype: packet.udtype === fields.udtype,
          extend: packet.extend?.['cid'] === 'x',
          isOffline: packet.isOffline === true,
          sender: packet.fromTid?.node === writer.node,
        });
      },
    },
    {
      operation: 'a kind of message that is not stored',
      section: 7,
      expected: 'kept with its id and mid 0',
      probe: async ({ lab, writer }) => {
        const receiver = await backAfter(lab, writer, async (away) => {
          writer.client.messages.sendAs(31, toUser(away), { id: 6n, extend: { rd: '1' } });
          await writer.soon(() => false);
        });
        const packet = (await fetchOffline(receiver)).flat().find(({ odType }) => odType === 31);
        if (packet === undefined) return 'not kept';
        return packet.id === 6n && (packet.mid ?? 0n) === 0n
          ? 'kept with its id and mid 0'
          : 'kept otherwise';
      },
    },
    ...([OdType.revoke, OdType.burn] as const).map((odType) => ({
      operation: `a ${odType === OdType.revoke ? 'revoke' : 'burn'} during the absence`,
      section: 6,
      expected: 'original gone, command with its mid and extend.mid',
      defect: 'original gone, command with mid 0 and extend.mid',
      probe: (context: Context) => eraseDuringAbsence(context, odType),
    })),
    {
      operation: `${revokedMessages} revokes during the absence, then a message`,
      section: 7,
      requires: 'queue of messages',
      expected: 'the message arrives',
      defect: 'end for ever',
      probe: async ({ lab, writer }) => {
        const receiver = await backAfter(lab, writer, async (away) => {
          const mids: bigint[] = [];
          for (let number = 0; number < revokedMessages; number += 1) {
            mids.push(await writer.tell(toUser(away), { dataString: `mistake ${number}` }));
          }
          for (const mid of mids) await revoke(writer, away, mid);
          await writer.tell(toUser(away), { dataString: 'tail' });
        });
        const texts = (await fetchOffline(receiver)).flat().map((packet) => packet.dataString);
        if (texts.includes('tail')) return 'the message arrives';
        return texts.length === 0 ? 'end for ever' : `${texts.length} messages, not that one`;
      },
    },
  ],
});

/** Makes a friend of the writer go away, lets things happen, and brings the friend back. */
async function backAfter(lab: Lab, writer: Device, happen: (away: Device) => Promise<void>): Promise<Device> {
  const receiver = await lab.person();
  await lab.befriend(writer, receiver);
  await receiver.leave();
  await happen(receiver);
  return lab.signIn(receiver.account);
}

async function revoke(writer: Device, away: Device, mid: bigint): Promise<void> {
  const extend = { mid: String(mid) };
  writer.client.messages.revoke(toUser(away), mid, { extend });
  await writer.nextErasure(mid);
}

/** The receiver knows the message already; then its author revokes it, or burns what the receiver wrote. */
async function eraseDuringAbsence(
  { lab, writer }: Context,
  odType: typeof OdType.revoke | typeof OdType.burn,
): Promise<string> {
  const receiver = await lab.person();
  await lab.befriend(writer, receiver);
  const isRevoke = odType === OdType.revoke;
  const mid = isRevoke
    ? await writer.tell(toUser(receiver), { dataString: 'secret' })
    : await receiver.tell(toUser(writer), { dataString: 'secret' });
  await receiver.leave();
  const extend = { mid: String(mid) };
  if (isRevoke) writer.client.messages.revoke(toUser(receiver), mid, { extend });
  else writer.client.messages.burn(toUser(receiver), mid, { extend });
  await writer.nextErasure(mid);
  const list = (await fetchOffline(await lab.signIn(receiver.account))).flat();
  const command = list.find((packet) => packet.odType === odType);
  const original = list.some((packet) => packet.odType === OdType.message) ? 'there' : 'gone';
  if (command === undefined) return `original ${original}, no command`;
  const isKept = command.extend?.['mid'] === String(mid);
  const midSeen = command.mid === mid ? 'its mid' : `mid ${command.mid ?? 0n}`;
  return `original ${original}, command with ${midSeen}${isKept ? ' and extend.mid' : ''}`;
}
