import * as net from 'node:net';
import { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { verifiedTls } from './verified-tls';

/** Where to connect, as Node's `http.request` says it. */
export interface SocketTarget {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
}

/** What happens to the bytes on their way. */
export interface Gate {
  /** The bytes that go on for these that came. */
  readonly pass: (chunk: Buffer) => Buffer;
  /** Bytes came, or were taken by the system for sending. */
  readonly moved: (direction: 'in' | 'out', byteCount: number) => void;
}

// Written as one, a picture would be taken as one, and nobody could see it move. Many small writes of much take long.
const smallestSliceBytes = 16 * 1024;
const largestSliceBytes = 256 * 1024;
const mostSlices = 16;

/** A connection whose incoming bytes go through a gate. TLS certificates are verified. */
export class GatedSocket extends Duplex {
  private readonly socket: net.Socket;

  constructor(
    { host, port, isSecure }: SocketTarget,
    private readonly gate: Gate,
  ) {
    super();
    this.socket = isSecure
      ? tls.connect({ ...verifiedTls, host, port, ...(net.isIP(host) === 0 ? { servername: host } : {}) })
      : net.connect({ host, port });
    this.socket.setNoDelay(true);
    this.socket.on('data', (chunk: Buffer) => {
      gate.moved('in', chunk.length);
      const passed = gate.pass(chunk);
      if (passed.length > 0 && !this.push(passed)) this.socket.pause();
    });
    this.socket.on('end', () => this.push(null));
    this.socket.on('error', (error) => this.destroy(error));
    this.socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const share = Math.ceil(chunk.length / mostSlices);
    const sliceBytes = Math.min(largestSliceBytes, Math.max(smallestSliceBytes, share));
    this.writeSlices(chunk, sliceBytes, done);
  }

  private writeSlices(chunk: Buffer, sliceBytes: number, done: (error?: Error | null) => void): void {
    const slice = chunk.subarray(0, sliceBytes);
    const rest = chunk.subarray(slice.length);
    this.socket.write(slice, (error) => {
      if (error) {
        done(error);
        return;
      }
      this.gate.moved('out', slice.length);
      if (rest.length === 0) done();
      else this.writeSlices(rest, sliceBytes, done);
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    this.socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }
}
