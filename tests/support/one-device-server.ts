import { decodeFrame, encodeFrame } from '../../main/protocol/frame';
import { FrameType } from '../../main/protocol/packet-types';
import type { Frame } from '../../main/protocol/packets';
import type { Dial, TransportListener } from '../../main/transport/transport';
import type { ManualClock } from './manual-clock';

/** tim refuses a sign-in within this time of the account's last one while a device is there. */
const protectedMs = 10_000;

interface Device {
  readonly name: string;
  readonly listener: TransportListener;
  lastPingMs: number;
  isSignedIn: boolean;
}

/**
 * The rules by which tim closes connections of an account that may have one device: a newer sign-in closes the older device,
 * and so does a silence; both with code 1000 and without a word. The network can be stopped.
 */
export class OneDeviceServer {
  /** Sign-ins in order, by the name of the device. */
  readonly signIns: string[] = [];
  /** Swallows everything, as a line does that has gone. */
  isSwallowing = false;
  private devices: Device[] = [];
  private lastSignInMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: ManualClock,
    private readonly timeoutMs: number,
  ) {
    clock.every(1_000, () => this.closeSilent());
  }

  /** How a device gets here. */
  dialOf(name: string): Dial {
    return (_url, listener) => {
      const device: Device = { name, listener, lastPingMs: this.clock.monotonicMs(), isSignedIn: false };
      this.devices.push(device);
      return Promise.resolve({
        send: (bytes: Uint8Array) =>
          this.take(decodeFrame(bytes, { from: 'client', encoding: 'compact' }), device),
        close: () => {
          this.devices = this.devices.filter((other) => other !== device);
          listener.closed({ code: 1000, isLocal: true });
        },
      });
    };
  }

  /** Every device was silent for too long, because it slept. */
  closeAll(): void {
    for (const device of [...this.devices]) this.close(device);
  }

  private closeSilent(): void {
    for (const device of [...this.devices]) {
      if (this.clock.monotonicMs() - device.lastPingMs > this.timeoutMs) this.close(device);
    }
  }

  private take(frame: Frame, device: Device): void {
    if (this.isSwallowing) return;
    if (frame.type === FrameType.auth) this.signIn(device);
    if (frame.type !== FrameType.ping) return;
    device.lastPingMs = this.clock.monotonicMs();
    this.say({ type: FrameType.ping, packet: {} }, device);
  }

  private signIn(device: Device): void {
    const others = this.devices.filter((other) => other.isSignedIn);
    const nowMs = this.clock.monotonicMs();
    const { auth: timType } = FrameType;
    if (others.length > 0 && nowMs - this.lastSignInMs < protectedMs) {
      this.say({ type: FrameType.ack, packet: { ok: false, timType, error: { code: 4111 } } }, device);
      return;
    }
    this.lastSignInMs = nowMs;
    this.signIns.push(device.name);
    device.isSignedIn = true;
    for (const other of others) this.close(other);
    this.say({ type: FrameType.ack, packet: { ok: true, timType, n: 'self' } }, device);
  }

  private say(frame: Frame, device: Device): void {
    const bytes = encodeFrame(frame, { from: 'server', encoding: 'compact' });
    this.clock.after(0, () => {
      if (this.devices.includes(device)) device.listener.received(bytes);
    });
  }

  private close(device: Device): void {
    this.devices = this.devices.filter((other) => other !== device);
    if (!this.isSwallowing) device.listener.closed({ code: 1000, isLocal: false });
  }
}
