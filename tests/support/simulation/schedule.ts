import fc from 'fast-check';
import { lostTypes, misfortunes, type Misfortune } from './misfortune';
import { chatNames, deviceNames, type ChatName, type DeviceName } from './world';

/** One step of a schedule. */
export type Step =
  | { readonly do: 'send'; readonly on: DeviceName; readonly chat: ChatName; readonly bytes?: number }
  | { readonly do: 'sendBurn'; readonly on: DeviceName }
  | { readonly do: 'revoke'; readonly on: DeviceName; readonly chat: ChatName; readonly pick: number }
  | { readonly do: 'burn'; readonly on: DeviceName; readonly pick: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'changeAccount'; readonly on: DeviceName; readonly to: 'own' | 'other' }
  | Misfortune<DeviceName>;

const device = fc.constantFrom(...deviceNames);
const chat = fc.constantFrom(...chatNames);
const pick = fc.nat(9);
const bad = misfortunes(deviceNames, lostTypes);

// The order is a part of what a seed gives.
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
  bad.power,
  bad.cut,
  bad.reach,
  bad.spoil,
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      on: device,
      chat,
      bytes: fc.constantFrom(5_000, 60_000),
    }),
  },
  bad.lose,
  bad.line,
  bad.stall,
  bad.swallow,
  bad.disk,
  bad.sleep,
  bad.jump,
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('changeAccount' as const),
      on: device,
      to: fc.constantFrom('own' as const, 'other' as const),
    }),
  },
  bad.server,
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
