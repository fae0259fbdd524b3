import { FrameType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeFrame } from '../describe';
import type { Device } from '../device';
import type { Lab } from '../lab';
import { isMessageFrame, message, type MessageFrame } from '../matching';
import { toRoom, toUser } from '../scene';
import { wait } from '../wait';

/** The server sends again after 10 and 20 s and gives up after 30; the rest is for a busy one. */
const resendMs = 11_500;
const giveUpMs = 12_500;

/** What becomes of frames with sync that nobody acknowledges. */
export const acknowledgements = defineArea<Lab>({
  name: 'acknowledgements',
  prepare: (lab) => Promise.resolve(lab),
  checks: [
    {
      operation: 'a member that does not acknowledge',
      section: 4,
      expected: 'the members after it do not wait',
      defect: 'the members after it wait',
      probe: async (lab) => {
        const [founder, silent, last] = [await lab.person(), await lab.person(), await lab.person()];
        const room = await lab.room('open', founder, silent, last);
        silent.acknowledges = false;
        founder.client.messages.send(toRoom(room), { dataString: 'all of you' });
        const isCopy = message((packet) => packet.dataString === 'all of you');
        if ((await silent.next(isCopy)) === null) throw new Error('the silent member got nothing');
        const copy = await last.soon(isCopy);
        return `the members after it ${copy === null ? 'wait' : 'do not wait'}`;
      },
    },
    {
      operation: 'a message in flight when the receiver reconnects',
      section: 7,
      requires: 'queue of messages',
      expected: 'page at once',
      defect: 'end, and a page after 12 s',
      probe: (lab) => reconnectSeen(lab),
    },
    {
      operation: 'sent again after 10 s',
      section: 4,
      expected: 'same mid, same sync id',
      defect: 'same mid, new sync id',
      probe: async (lab) => {
        const { first, receiver } = await unacknowledged(lab);
        return againSeen(first, await nextCopy(receiver, resendMs));
      },
    },
    {
      operation: 'acknowledged: not sent again',
      section: 4,
      expected: 'nothing',
      requires: 'slow run',
      probe: async (lab) => {
        const [writer, receiver] = await lab.friends();
        await writer.tell(toUser(receiver), { dataString: 'once' });
        await receiver.next(isMessageFrame);
        return describeFrame(await receiver.journal.take(isMessageFrame, resendMs));
      },
    },
    {
      operation: 'sent three times, then kept for later',
      section: 4,
      expected: '3 copies with new sync ids, then 1 in the offline queue',
      rareDefect: '3 copies with new sync ids, then 0 in the offline queue',
      requires: 'slow run',
      probe: (lab) => givenUpSeen(lab),
    },
  ],
});

async function unacknowledged(
  lab: Lab,
): Promise<{ readonly first: MessageFrame; readonly receiver: Device }> {
  const [writer, receiver] = await lab.friends();
  receiver.acknowledges = false;
  await writer.tell(toUser(receiver), { dataString: 'are you there?' });
  const first = await nextCopy(receiver, lab.environment.patienceMs);
  if (first === null) throw new Error('the receiver got nothing');
  return { first, receiver };
}

async function nextCopy(device: Device, timeoutMs: number): Promise<MessageFrame | null> {
  const frame = await device.journal.take(isMessageFrame, timeoutMs);
  return frame !== null && isMessageFrame(frame) ? frame : null;
}

function againSeen(first: MessageFrame, again: MessageFrame | null): string {
  if (again === null) return 'not sent again';
  const mid = again.packet.mid === first.packet.mid ? 'same mid' : 'another mid';
  return `${mid}, ${again.syncId === first.syncId ? 'same' : 'new'} sync id`;
}

async function givenUpSeen(lab: Lab): Promise<string> {
  const { first, receiver } = await unacknowledged(lab);
  const copies = [first];
  for (
    let copy = await nextCopy(receiver, resendMs);
    copy !== null;
    copy = await nextCopy(receiver, giveUpMs)
  ) {
    copies.push(copy);
  }
  const syncIds = new Set(copies.map(({ syncId }) => syncId));
  receiver.acknowledges = true;
  receiver.client.offline.requestPage();
  const page = await receiver.next(({ type }) => type === FrameType.offlineMessages);
  const kept =
    page?.type === FrameType.offlineMessages && 'messageList' in page.packet
      ? (page.packet.messageList ?? []).filter(({ mid }) => mid === first.packet.mid).length
      : 0;
  const seen = `${copies.length} copies with ${syncIds.size === copies.length ? 'new' : 'the same'} sync ids`;
  return `${seen}, then ${kept} in the offline queue`;
}

/** The receiver's socket ends with a message in flight; it comes back at once and asks for what waited. */
async function reconnectSeen(lab: Lab): Promise<string> {
  const { receiver } = await unacknowledged(lab);
  await receiver.leave();
  const back = await lab.signIn(receiver.account);
  const isPage = ({ type }: { readonly type: number }): boolean =>
    type === FrameType.offlineMessages || type === FrameType.offlineMessagesEnd;
  back.client.offline.requestPage();
  const first = describeFrame(await back.next(isPage));
  if (first === 'page with sync') return 'page at once';
  await wait(lab.environment.clock, giveUpMs);
  back.client.offline.requestPage();
  const later = describeFrame(await back.next(isPage));
  return `${first}, and ${later === 'page with sync' ? 'a page' : later} after 12 s`;
}
