import { FrameType } from '../main/protocol/packet-types';
import type { Frame, TimMessage } from '../main/protocol/packets';
import type { Device } from './device';
import { ofType } from './matching';

/** More pages than any check fills. */
const mostPages = 50;

/** A page of the offline queue, or its end. */
export const isPageOrEnd = (frame: Frame): boolean =>
  ofType(FrameType.offlineMessages)(frame) || ofType(FrameType.offlineMessagesEnd)(frame);

/** What came instead of a page, the end or nothing has no list. */
interface OfflineAnswer {
  /** `null` when nothing came. */
  readonly frame: Frame | null;
  readonly list: readonly TimMessage[];
}

const answerOf = (frame: Frame | null): OfflineAnswer => ({
  frame,
  list:
    frame?.type === FrameType.offlineMessages && 'messageList' in frame.packet
      ? (frame.packet.messageList ?? [])
      : [],
});

/** Asks for a page. */
export async function nextOfflinePage(device: Device): Promise<OfflineAnswer> {
  device.client.offline.requestPage();
  return answerOf(await device.next(isPageOrEnd));
}

/**
 * Asks until the end, as a client does: the next request goes out after the page was acknowledged. A server that sends all pages
 * for one request is not asked while it does: it would begin anew beside them. Rejects when nothing comes, or no end.
 */
export async function fetchOffline(device: Device): Promise<readonly (readonly TimMessage[])[]> {
  const pages: (readonly TimMessage[])[] = [];
  let answer = await nextOfflinePage(device);
  // A server that never says that it has finished must not keep the run.
  while (pages.length < mostPages) {
    const { frame, list } = answer;
    if (frame === null) throw new Error('neither a page nor the end');
    if (frame.type === FrameType.offlineMessagesEnd) return pages;
    pages.push(list);
    const unasked = await device.soon(isPageOrEnd);
    answer = unasked === null ? await nextOfflinePage(device) : answerOf(unasked);
  }
  throw new Error('no end of pages');
}
