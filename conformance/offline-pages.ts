import { FrameType } from '../main/protocol/packet-types';
import type { Frame, TimMessage } from '../main/protocol/packets';
import type { Device } from './device';
import { ofType } from './matching';

/** More pages than any check fills. */
const mostPages = 50;

/** A page of the offline queue, or its end. */
export const isPageOrEnd = (frame: Frame): boolean =>
  ofType(FrameType.offlineMessages)(frame) || ofType(FrameType.offlineMessagesEnd)(frame);

/** Asks for a page; `frame` is `null` when nothing came. */
export async function nextOfflinePage(
  device: Device,
): Promise<{ readonly frame: Frame | null; readonly list: readonly TimMessage[] }> {
  device.client.offline.requestPage();
  const frame = await device.next(isPageOrEnd);
  const list =
    frame?.type === FrameType.offlineMessages && 'messageList' in frame.packet
      ? (frame.packet.messageList ?? [])
      : [];
  return { frame, list };
}

/**
 * Asks until the end, as a client does: the next request goes out after the page was acknowledged. Rejects when nothing
 * comes, or no end.
 */
export async function fetchOffline(device: Device): Promise<readonly (readonly TimMessage[])[]> {
  const pages: (readonly TimMessage[])[] = [];
  // A server that never says that it has finished must not keep the run.
  while (pages.length < mostPages) {
    const { frame, list } = await nextOfflinePage(device);
    if (frame === null) throw new Error('neither a page nor the end');
    if (frame.type === FrameType.offlineMessagesEnd) return pages;
    pages.push(list);
    await device.settle();
  }
  throw new Error('no end of pages');
}
