import fc from 'fast-check';
import { FrameType } from '../../../main/protocol/packet-types';
import { chatNames, deviceNames, type ChatName, type DeviceName } from './world';

/** One step of a schedule. */
export type Step =
  | { readonly do: 'send'; readonly on: DeviceName; readonly chat: ChatName; readonly bytes?: number }
  | { readonly do: 'sendBurn'; readonly on: DeviceName }
  | { readonly do: 'revoke'; readonly on: DeviceName; readonly chat: ChatName; readonly pick: number }
  | { readonly do: 'burn'; readonly on: DeviceName; readonly pick: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'turnOff' | 'kill' | 'turnOn'; readonly on: DeviceName }
  | { readonly do: 'cut'; readonly on: DeviceName; readonly isHalfOpen: boolean }
  | { readonly do: 'unreachable' | 'reachable'; readonly on: DeviceName }
  | {
      readonly do: 'spoil';
      readonly on: DeviceName;
      readonly direction: 'in' | 'out';
      readonly fault: 'drop' | 'duplicate';
    }
  /** The next frame of a tim type gets lost: a page of history, of the offline queue, an echo, an acknowledgement. */
  | {
      readonly do: 'lose';
      readonly on: DeviceName;
      readonly direction: 'in' | 'out';
      readonly timType: number;
    }
  /** Bytes per second of the line in each direction; null: no limit. */
  | { readonly do: 'line'; readonly on: DeviceName; readonly bytesPerSecond: number | null }
  | { readonly do: 'stall'; readonly on: DeviceName; readonly ms: number }
  /** Everything is lost, and both sides believe in the connection. */
  | { readonly do: 'swallow'; readonly on: DeviceName }
  /** The disk takes no write from now on; there is room again. */
  | { readonly do: 'fillDisk' | 'emptyDisk'; readonly on: DeviceName }
  /** The process is stopped as by a sleep; it goes on. */
  | { readonly do: 'standStill' | 'goOn'; readonly on: DeviceName }
  /** A wall clock is set. */
  | { readonly do: 'jump'; readonly on: DeviceName | 'server'; readonly ms: number }
  | { readonly do: 'changeAccount'; readonly on: DeviceName; readonly to: 'own' | 'other' }
  | { readonly do: 'stopServer' | 'crashServer' | 'startServer' };

const device = fc.constantFrom(...deviceNames);
const chat = fc.constantFrom(...chatNames);
const pick = fc.nat(9);

/** Any step; talking and waiting more often than misfortune. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('send' as const), on: device, chat }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sendBurn' as const), on: device }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('revoke' as const), on: device, chat, pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('burn' as const), on: device, pick }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 10, 100, 1_000, 12_000, 35_000, 150_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('turnOff' as const, 'kill' as const, 'turnOn' as const),
      on: device,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('cut' as const), on: device, isHalfOpen: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('unreachable' as const, 'reachable' as const), on: device }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('spoil' as const),
      on: device,
      direction: fc.constantFrom('in' as const, 'out' as const),
      fault: fc.constantFrom('drop' as const, 'duplicate' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      on: device,
      chat,
      bytes: fc.constantFrom(5_000, 60_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('lose' as const),
      on: device,
      direction: fc.constantFrom('in' as const, 'out' as const),
      timType: fc.constantFrom(
        FrameType.pullMessages,
        FrameType.offlineMessages,
        FrameType.offlineMessagesEnd,
        FrameType.message,
        FrameType.ack,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('line' as const),
      on: device,
      bytesPerSecond: fc.constantFrom(300, 2_000, 10_000, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('stall' as const),
      on: device,
      ms: fc.constantFrom(3_000, 20_000, 120_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('swallow' as const), on: device }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('fillDisk' as const, 'emptyDisk' as const), on: device }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('standStill' as const, 'goOn' as const), on: device }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      on: fc.constantFrom(...deviceNames, 'server' as const),
      ms: fc.constantFrom(-86_400_000, -3_600_000, -180_000, 180_000, 3_600_000, 86_400_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('changeAccount' as const),
      on: device,
      to: fc.constantFrom('own' as const, 'other' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('stopServer' as const, 'crashServer' as const, 'startServer' as const),
    }),
  },
);

/** A picture is on its way over a slow line while something else of the device is taken back or burned. */
const overtaking: fc.Arbitrary<readonly Step[]> = fc
  .record({
    on: device,
    chat,
    bytesPerSecond: fc.constantFrom(2_000, 10_000),
    beforeMs: fc.constantFrom(1, 1_000, 12_000),
    afterMs: fc.constantFrom(1, 100, 3_000, 12_000),
    revokes: fc.array(fc.record({ chat, pick: fc.nat(3) }), { maxLength: 3 }),
    burns: fc.array(fc.nat(3), { maxLength: 2 }),
  })
  .map(({ on, bytesPerSecond, beforeMs, afterMs, revokes, burns, ...where }) => [
    { do: 'sendBurn', on: on === 'b' ? 'a' : 'b' },
    { do: 'send', on, ...where },
    { do: 'pass', ms: beforeMs },
    { do: 'line', on, bytesPerSecond },
    { do: 'send', on, ...where, bytes: 60_000 },
    { do: 'send', on, ...where },
    { do: 'pass', ms: afterMs },
    ...revokes.map((which) => ({ do: 'revoke' as const, on, ...which })),
    ...burns.map((pick) => ({ do: 'burn' as const, on, pick })),
    { do: 'pass', ms: afterMs },
  ]);

/** Any schedule of up to 40 steps; some of them are several. */
export const anySchedule: fc.Arbitrary<readonly Step[]> = fc
  .noBias(
    fc.array(
      fc.oneof(
        { weight: 24, arbitrary: anyStep.map((step): readonly Step[] => [step]) },
        { weight: 1, arbitrary: overtaking },
      ),
      { minLength: 1, maxLength: 40, size: 'max' },
    ),
  )
  .map((passages) => passages.flat());
