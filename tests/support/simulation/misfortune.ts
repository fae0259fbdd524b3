import fc from 'fast-check';
import { FrameType } from '../../../main/protocol/packet-types';
import type { SimulatedDevice } from './simulated-device';
import type { Stage } from './stage';

/** Something that happens to a device, to its line, to a clock or to the server. */
export type Misfortune<Name extends string> =
  | { readonly do: 'turnOff' | 'kill' | 'turnOn'; readonly on: Name }
  | { readonly do: 'cut'; readonly on: Name; readonly isHalfOpen: boolean }
  | { readonly do: 'unreachable' | 'reachable'; readonly on: Name }
  | {
      readonly do: 'spoil';
      readonly on: Name;
      readonly direction: 'in' | 'out';
      readonly fault: 'drop' | 'duplicate';
    }
  /** The next frame of a tim type gets lost: a page of history, of the offline queue, an echo, an acknowledgement. */
  | {
      readonly do: 'lose';
      readonly on: Name;
      readonly direction: 'in' | 'out';
      readonly timType: number;
    }
  /** Bytes per second of the line in each direction; null: no limit. */
  | { readonly do: 'line'; readonly on: Name; readonly bytesPerSecond: number | null }
  | { readonly do: 'stall'; readonly on: Name; readonly ms: number }
  /** Everything is lost, and both sides believe in the connection. */
  | { readonly do: 'swallow'; readonly on: Name }
  /** The disk takes no write from now on; there is room again. */
  | { readonly do: 'fillDisk' | 'emptyDisk'; readonly on: Name }
  /** The process is stopped as by a sleep; it goes on. */
  | { readonly do: 'standStill' | 'goOn'; readonly on: Name }
  /** A wall clock is set. */
  | { readonly do: 'jump'; readonly on: Name | 'server'; readonly ms: number }
  | { readonly do: 'stopServer' | 'crashServer' | 'startServer' };

/** One kind of misfortune, and how often it comes. */
interface Kind<Name extends string> {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Misfortune<Name>>;
}

/** Every kind of misfortune of some devices; `lost` are the tim types of which a frame may get lost. */
export function misfortunes<Name extends string>(
  names: readonly Name[],
  lost: readonly number[],
): Readonly<
  Record<
    | 'power'
    | 'cut'
    | 'reach'
    | 'spoil'
    | 'lose'
    | 'line'
    | 'stall'
    | 'swallow'
    | 'disk'
    | 'sleep'
    | 'jump'
    | 'server',
    Kind<Name>
  >
> {
  const device = fc.constantFrom(...names);
  const direction = fc.constantFrom('in' as const, 'out' as const);
  const kind = (weight: number, arbitrary: fc.Arbitrary<Misfortune<Name>>): Kind<Name> => ({
    weight,
    arbitrary,
  });
  const pair = <
    Do extends
      | 'turnOff'
      | 'kill'
      | 'turnOn'
      | 'unreachable'
      | 'reachable'
      | 'fillDisk'
      | 'emptyDisk'
      | 'standStill'
      | 'goOn',
  >(
    ...deeds: readonly Do[]
  ) => fc.record({ do: fc.constantFrom(...deeds), on: device });
  return {
    power: kind(3, pair('turnOff', 'kill', 'turnOn')),
    cut: kind(2, fc.record({ do: fc.constant('cut' as const), on: device, isHalfOpen: fc.boolean() })),
    reach: kind(1, pair('unreachable', 'reachable')),
    spoil: kind(
      3,
      fc.record({
        do: fc.constant('spoil' as const),
        on: device,
        direction,
        fault: fc.constantFrom('drop' as const, 'duplicate' as const),
      }),
    ),
    lose: kind(
      3,
      fc.record({
        do: fc.constant('lose' as const),
        on: device,
        direction,
        timType: fc.constantFrom(...lost),
      }),
    ),
    line: kind(
      3,
      fc.record({
        do: fc.constant('line' as const),
        on: device,
        bytesPerSecond: fc.constantFrom(300, 2_000, 10_000, null),
      }),
    ),
    stall: kind(
      1,
      fc.record({
        do: fc.constant('stall' as const),
        on: device,
        ms: fc.constantFrom(3_000, 20_000, 120_000),
      }),
    ),
    swallow: kind(1, fc.record({ do: fc.constant('swallow' as const), on: device })),
    disk: kind(2, pair('fillDisk', 'emptyDisk')),
    sleep: kind(2, pair('standStill', 'goOn')),
    jump: kind(
      1,
      fc.record({
        do: fc.constant('jump' as const),
        on: fc.constantFrom(...names, 'server' as const),
        ms: fc.constantFrom(-86_400_000, -3_600_000, -180_000, 180_000, 3_600_000, 86_400_000),
      }),
    ),
    server: kind(
      2,
      fc.record({
        do: fc.constantFrom('stopServer' as const, 'crashServer' as const, 'startServer' as const),
      }),
    ),
  };
}

/** The tim types of which any frame may get lost in every simulation. */
export const lostTypes = [
  FrameType.pullMessages,
  FrameType.offlineMessages,
  FrameType.offlineMessagesEnd,
  FrameType.message,
  FrameType.ack,
] as const;

/** Lets it happen; what makes no sense at this moment does nothing. True for a device or a server that ends without a word. */
export async function befall<Name extends string>(
  step: Misfortune<Name>,
  stage: Stage<Name>,
): Promise<boolean> {
  switch (step.do) {
    case 'stopServer':
      await stage.endServer('stop');
      return false;
    case 'crashServer': {
      const isUp = stage.isServerUp();
      await stage.endServer('crash');
      return isUp;
    }
    case 'startServer':
      await stage.startServer();
      return false;
    case 'jump':
      (step.on === 'server' ? stage.serverClock : stage.devices[step.on].clock).jump(step.ms);
      return false;
    case 'turnOff':
    case 'kill':
    case 'turnOn':
    case 'fillDisk':
    case 'emptyDisk':
    case 'standStill':
    case 'goOn':
      return treat(step.do, stage.devices[step.on]);
    default:
      disturb(step, stage.devices[step.on]);
      return false;
  }
}

/** Something happens to a device. */
async function treat(
  deed: 'turnOff' | 'kill' | 'turnOn' | 'fillDisk' | 'emptyDisk' | 'standStill' | 'goOn',
  device: SimulatedDevice,
): Promise<boolean> {
  switch (deed) {
    case 'turnOff':
      device.goOn();
      await device.stop();
      return false;
    case 'kill': {
      const isRunning = device.running() !== null;
      await device.kill();
      return isRunning;
    }
    case 'turnOn':
      await device.start();
      return false;
    case 'fillDisk':
      device.fillDisk();
      return false;
    case 'emptyDisk':
      device.emptyDisk();
      return false;
    case 'standStill':
      if (device.running() !== null) device.standStill();
      return false;
    case 'goOn':
      device.goOn();
      return false;
  }
}

/** Something happens to the line of a device. */
function disturb<Name extends string>(
  step: Extract<
    Misfortune<Name>,
    { do: 'cut' | 'unreachable' | 'reachable' | 'spoil' | 'lose' | 'line' | 'stall' | 'swallow' }
  >,
  { network }: SimulatedDevice,
): void {
  switch (step.do) {
    case 'cut':
      network.cut(step.isHalfOpen);
      return;
    case 'unreachable':
    case 'reachable':
      network.isReachable = step.do === 'reachable';
      return;
    case 'spoil':
      network.spoilNext(step.direction, step.fault);
      return;
    case 'lose':
      network.spoilNext(step.direction, 'drop', step.timType);
      return;
    case 'line':
      network.bytesPerSecond = step.bytesPerSecond;
      return;
    case 'stall':
      network.stall(step.ms);
      return;
    case 'swallow':
      network.swallow();
      return;
  }
}
