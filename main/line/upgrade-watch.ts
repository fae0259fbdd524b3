import { WebSocketFrames, type MayPass } from './web-socket-frames';

/** Which end of a connection wrote the bytes: its first words are read accordingly. */
export type Origin = 'client' | 'server';

const endOfHead = Buffer.from('\r\n\r\n');
/** What has no end of a head so far in is no HTTP (TLS for instance), and is passed as it is. */
const longestHeadBytes = 65_536;

/** Whether the head turns the connection into a websocket: the client asks for it, the server agrees. */
const turns: Readonly<Record<Origin, RegExp>> = {
  client: /^GET [^]*\r\nupgrade: *websocket/i,
  server: /^HTTP\/1\.1 101 /,
};

/**
 * One direction of a connection that begins as HTTP: passes everything on, and once both sides have agreed on a websocket judges its
 * messages. HTTP that stays HTTP (`POST /tim2`) is only passed on.
 */
export class UpgradeWatch {
  private head: Buffer | null = Buffer.alloc(0);
  private frames: WebSocketFrames | null = null;

  constructor(
    private readonly origin: Origin,
    private readonly mayPass: MayPass,
  ) {}

  /** Takes the next bytes, answers those that pass on. */
  push(bytes: Buffer): Buffer {
    if (this.frames !== null) return this.frames.push(bytes);
    if (this.head === null) return bytes;
    const seenBytes = this.head.length;
    this.head = Buffer.concat([this.head, bytes]);
    const end = this.head.indexOf(endOfHead);
    if (end < 0) {
      if (this.head.length > longestHeadBytes) this.head = null;
      return bytes;
    }
    const headBytes = end + endOfHead.length - seenBytes;
    const isUpgrade = turns[this.origin].test(this.head.subarray(0, end).toString('latin1'));
    this.head = null;
    if (!isUpgrade) return bytes;
    this.frames = new WebSocketFrames(this.mayPass);
    return Buffer.concat([bytes.subarray(0, headBytes), this.frames.push(bytes.subarray(headBytes))]);
  }
}
