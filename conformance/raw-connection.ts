import { decodeFrame, encodeFrame } from '../main/protocol/frame';
import { FrameType } from '../main/protocol/packet-types';
import type { Frame, TimAuth } from '../main/protocol/packets';
import { ProtocolError } from '../main/protocol/protocol-error';
import type { Transport } from '../main/transport/transport';
import { describeFrame } from './describe';
import { FrameJournal } from './frame-journal';
import type { LabEnvironment } from './lab-environment';
import { ack } from './matching';
import { wait } from './wait';

/** A websocket below the session, for what a session never does: wrong sign-ins and unreadable frames. */
export class RawConnection {
  readonly journal: FrameJournal;
  private transport: Transport | null = null;
  private isClosed = false;
  private reportClosed: () => void = () => undefined;
  private readonly closed = new Promise<void>((resolve) => (this.reportClosed = resolve));

  private constructor(private readonly environment: LabEnvironment) {
    this.journal = new FrameJournal(environment.clock);
  }

  /** Connects without signing in; rejects with a DialError. */
  static async open(environment: LabEnvironment): Promise<RawConnection> {
    const connection = new RawConnection(environment);
    connection.transport = await environment.dial(
      environment.address.webSocketUrl,
      {
        received: (bytes) => connection.receive(bytes),
        closed: () => {
          connection.isClosed = true;
          connection.reportClosed();
        },
      },
      new AbortController().signal,
    );
    return connection;
  }

  send(frame: Frame): void {
    this.sendBytes(encodeFrame(frame, { from: 'client', encoding: this.environment.encoding }));
  }

  sendBytes(bytes: Uint8Array): void {
    this.transport?.send(bytes);
  }

  /** Sends a TIMAUTH and takes its answer. */
  signIn(auth: TimAuth): Promise<Frame | null> {
    this.send({ type: FrameType.auth, packet: { resource: 'conformance', termtyp: 4, ...auth } });
    return this.journal.take(
      ack((packet) => packet.timType === FrameType.auth),
      this.environment.patienceMs,
    );
  }

  /** The same, described. */
  async signInSeen(auth: TimAuth): Promise<string> {
    return describeFrame(await this.signIn(auth));
  }

  /** Whether the server closed within `timeoutMs`. */
  async closes(timeoutMs: number): Promise<boolean> {
    await Promise.race([this.closed, wait(this.environment.clock, timeoutMs)]);
    return this.isClosed;
  }

  /** Ends the connection; resolves when the server has agreed. */
  async close(): Promise<void> {
    this.transport?.close();
    await this.closes(this.environment.patienceMs);
  }

  private receive(bytes: Uint8Array): void {
    try {
      this.journal.record(decodeFrame(bytes, { from: 'server', encoding: this.environment.encoding }));
    } catch (error) {
      // What cannot be read is missing in the journal, and the check that waits for it says so.
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
}
