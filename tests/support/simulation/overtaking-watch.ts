import { FrameType } from '../../../main/protocol/packet-types';
import type { SimulatedNetwork } from './simulated-network';

/** Frames of messages that are larger are the pictures of the simulation, bytes. */
const pictureBytes = 50_000;

/** Calls back for every revoke or burn that a device sends while a picture of it is under way or has no echo yet. */
export function watchForOvertaking(network: SimulatedNetwork, overtaken: () => void): void {
  let isPictureOpen = false;
  network.watch = (direction, bytes) => {
    const timType = (bytes[0] ?? 0) & 0x7f;
    // A connection begins: the picture of the last one is not under way any more.
    if (timType === FrameType.auth) isPictureOpen = false;
    else if (timType === FrameType.message && bytes.length > pictureBytes)
      isPictureOpen = direction === 'out';
    else if (timType === FrameType.revoke || timType === FrameType.burn) {
      if (direction === 'out' && isPictureOpen) overtaken();
    }
  };
}
