import type { Network } from '../../main/account/messenger-options';
import type { RunningServer } from '../../main/embedded-server/start-server';
import type { Clock } from '../../main/platform/clock';
import type { Transport, TransportListener } from '../../main/transport/transport';

/** How fast a line is, in the time of its clock. */
export interface LineSpeed {
  readonly downBytesPerSecond: number;
  readonly upBytesPerSecond: number;
}

const stepMs = 250;

/** A way to a server within the process that carries so many bytes a second, in order, and tells how they move. */
export function slowLine(server: RunningServer, speed: LineSpeed, clock: Clock): Network {
  return {
    dial: (_url, listener) => Promise.resolve(connect(server, listener, { speed, clock })),
    post: (_url, body) => server.post(body),
  };
}

function connect(
  server: RunningServer,
  listener: TransportListener,
  { speed, clock }: { readonly speed: LineSpeed; readonly clock: Clock },
): Transport {
  let isLocal = false;
  const down = new Direction(speed.downBytesPerSecond, clock, (byteCount) =>
    listener.moved?.('in', byteCount),
  );
  const up = new Direction(speed.upBytesPerSecond, clock, () => undefined);
  const connection = server.connectInMemory({
    received: (bytes) => down.carry(bytes.length, () => listener.received(bytes)),
    closed: (code) => {
      down.end();
      up.end();
      listener.closed({ code, isLocal });
    },
  });
  return {
    send: (bytes) => up.carry(bytes.length, () => connection.send(bytes)),
    close: () => {
      isLocal = true;
      connection.close();
    },
  };
}

class Direction {
  private freeAtMs = 0;
  private isOver = false;

  constructor(
    private readonly bytesPerSecond: number,
    private readonly clock: Clock,
    private readonly moved: (byteCount: number) => void,
  ) {}

  end(): void {
    this.isOver = true;
  }

  carry(byteCount: number, arrived: () => void): void {
    const startMs = Math.max(this.clock.monotonicMs(), this.freeAtMs);
    this.freeAtMs = startMs + (byteCount / this.bytesPerSecond) * 1_000;
    this.wait(this.freeAtMs, () => arrived());
  }

  private wait(untilMs: number, arrived: () => void): void {
    const leftMs = untilMs - this.clock.monotonicMs();
    this.clock.after(Math.min(stepMs, leftMs), () => {
      if (this.isOver) return;
      this.moved(0);
      if (this.clock.monotonicMs() + 0.001 < untilMs) this.wait(untilMs, arrived);
      else arrived();
    });
  }
}
