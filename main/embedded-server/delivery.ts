import { FrameType, OdType } from '../protocol/packet-types';
import type { Frame, TimMessage, TimPresence } from '../protocol/packets';
import type { ServerBehaviour } from './server-behaviour';
import type { Session, SessionRegistry } from './session';
import type { OfflineStore } from './store/offline-store';
import type { SyncSender } from './sync-sender';

/** What a delivery needs of the server. */
export interface DeliveryParts {
  readonly sessions: SessionRegistry;
  readonly syncSender: SyncSender;
  readonly offline: OfflineStore;
  readonly behaviour: ServerBehaviour;
}

/** Odd types that reach whoever is online and are never kept. */
const passingOdTypes: ReadonlySet<number> = new Set([OdType.stream, OdType.bigString, OdType.bigBinary]);

/** Brings messages to accounts: to each device in turn, or into the offline store. */
export class Delivery {
  constructor(private readonly parts: DeliveryParts) {}

  /** Sends a frame to every device without asking for acknowledgements; `false` when there is none. */
  toDevices(node: string, frame: Frame): boolean {
    const devices = this.parts.sessions.devicesOf(node);
    for (const device of devices) device.send(frame);
    return devices.length > 0;
  }

  /** Presence reaches who is online. */
  presence(node: string, packet: TimPresence): void {
    this.toDevices(node, { type: FrameType.presence, packet });
  }

  /**
   * Delivers a message to an account. Resolves when every device has acknowledged or was given up; a message that no
   * device acknowledged is in the offline store then.
   */
  async toAccount(node: string, message: TimMessage): Promise<void> {
    if (passingOdTypes.has(message.odType)) {
      const frame = passingFrame(message);
      if (frame !== null) this.toDevices(node, frame);
      return;
    }
    const isAcknowledged = await this.confirmed(node, { type: FrameType.message, packet: message });
    if (!isAcknowledged) this.keepForLater(node, message);
  }

  /** Delivers a room's message to its members, in the given order. It names the room and no receiver. */
  async toMembers(members: readonly string[], message: TimMessage): Promise<void> {
    const { toTid: _toTid, ...untargeted } = message;
    if (!this.parts.behaviour.sequentialFanOut) {
      await Promise.all(members.map((node) => this.toAccount(node, untargeted)));
      return;
    }
    for (const node of members) await this.toAccount(node, untargeted);
  }

  private async confirmed(node: string, frame: Frame): Promise<boolean> {
    const devices = this.parts.sessions.devicesOf(node);
    const send = (device: Session): Promise<boolean> => this.parts.syncSender.send(device, frame);
    if (!this.parts.behaviour.sequentialFanOut) return (await Promise.all(devices.map(send))).includes(true);
    let isAcknowledged = false;
    for (const device of devices) if (await send(device)) isAcknowledged = true;
    return isAcknowledged;
  }

  private keepForLater(node: string, message: TimMessage): void {
    const { offline } = this.parts;
    if (message.odType === OdType.message && message.mid !== undefined && message.mid > 0n) {
      offline.addReference(node, message.mid);
      return;
    }
    const author = message.fromTid;
    offline.addMessage(node, author === undefined ? message : { ...message, fromTid: { node: author.node } });
  }
}

function passingFrame(message: TimMessage): Frame | null {
  const node = message.fromTid?.node ?? '';
  switch (message.odType) {
    case OdType.bigString:
      return { type: FrameType.bigString, packet: { node, dataString: message.dataString ?? '' } };
    case OdType.bigBinary:
      return { type: FrameType.bigBinary, packet: { node, data: message.dataBinary ?? new Uint8Array(0) } };
    case OdType.stream:
      return { type: FrameType.message, packet: message };
    default:
      return null;
  }
}
