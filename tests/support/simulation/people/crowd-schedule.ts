import fc from 'fast-check';
import { FrameType } from '../../../../main/protocol/packet-types';
import { lostTypes, misfortunes, type Misfortune } from '../misfortune';
import { crowdDeviceNames, personNames, type CrowdDeviceName, type PersonName } from './crowd';

/** What can be done about somebody. */
export const personDeeds = [
  'add',
  'accept',
  'decline',
  'reconsider',
  'remove',
  'block',
  'lookAtPerson',
] as const;

/** What can be done about a room. */
export const roomDeeds = [
  'join',
  'withdraw',
  'acceptInvitation',
  'declineInvitation',
  'blockRoom',
  'unblockRoom',
  'leave',
  'cancel',
  'rename',
  'lookAtRoom',
] as const;

/** What can be done about somebody in a room. */
export const memberDeeds = [
  'pull',
  'approve',
  'reject',
  'kick',
  'shutOut',
  'letIn',
  'appoint',
  'dismiss',
  'writePrivately',
] as const;

/** Where something is said: to somebody, or in one of the rooms, counted anew from the first behind the last. */
export type Place =
  { readonly kind: 'person'; readonly whom: PersonName } | { readonly kind: 'room'; readonly room: number };

/** Something that people do about people and rooms; the schedule goes on after `waitMs`, whether it is over or not. */
export type Deed =
  | {
      readonly do: (typeof personDeeds)[number];
      readonly on: CrowdDeviceName;
      readonly whom: PersonName;
      readonly waitMs: number;
    }
  | {
      readonly do: (typeof roomDeeds)[number];
      readonly on: CrowdDeviceName;
      readonly room: number;
      readonly waitMs: number;
    }
  | {
      readonly do: (typeof memberDeeds)[number];
      readonly on: CrowdDeviceName;
      readonly room: number;
      readonly whom: PersonName;
      readonly waitMs: number;
    }
  | {
      readonly do: 'create';
      readonly on: CrowdDeviceName;
      readonly isOpen: boolean;
      readonly waitMs: number;
    }
  | {
      readonly do: 'profile';
      readonly on: CrowdDeviceName;
      readonly field: 'nickname' | 'status';
      readonly waitMs: number;
    }
  | {
      readonly do: 'remark';
      readonly on: CrowdDeviceName;
      readonly whom: PersonName;
      readonly waitMs: number;
    }
  | {
      readonly do: 'presence';
      readonly on: CrowdDeviceName;
      readonly choice: 'online' | 'busy' | 'away' | 'invisible';
      readonly waitMs: number;
    };

/** One step of a schedule of people. */
export type CrowdStep =
  | Deed
  | {
      readonly do: 'send';
      readonly on: CrowdDeviceName;
      readonly place: Place;
      readonly burns: boolean;
    }
  /** The last own one that can be taken back, or those before it; the last one that burns, or those before it. */
  | { readonly do: 'revoke' | 'burn'; readonly on: CrowdDeviceName; readonly pick: number }
  | { readonly do: 'pass'; readonly ms: number }
  | Misfortune<CrowdDeviceName>;

const on = fc.constantFrom(...crowdDeviceNames);
const whom = fc.constantFrom(...personNames);
const room = fc.nat(3);
const pick = fc.nat(3);
const waitMs = fc.constantFrom(0, 20, 1_500, 4_000);
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ kind: fc.constant('person' as const), whom }),
  fc.record({ kind: fc.constant('room' as const), room }),
);

/** Deeds and talk, without misfortune. */
const anyDeed: fc.Arbitrary<CrowdStep> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constantFrom(...personDeeds), on, whom, waitMs }) },
  { weight: 14, arbitrary: fc.record({ do: fc.constantFrom(...roomDeeds), on, room, waitMs }) },
  { weight: 14, arbitrary: fc.record({ do: fc.constantFrom(...memberDeeds), on, room, whom, waitMs }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('create' as const), on, isOpen: fc.boolean(), waitMs }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('profile' as const),
      on,
      field: fc.constantFrom('nickname' as const, 'status' as const),
      waitMs,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remark' as const), on, whom, waitMs }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('presence' as const),
      on,
      choice: fc.constantFrom('online' as const, 'busy' as const, 'away' as const, 'invisible' as const),
      waitMs,
    }),
  },
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      on,
      place,
      burns: fc.boolean(),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constantFrom('revoke' as const, 'burn' as const), on, pick }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(10, 1_000, 5_000, 35_000),
    }),
  },
);

const bad = misfortunes(crowdDeviceNames, [...lostTypes, FrameType.nodes, FrameType.presence]);
const { power, cut, reach, spoil, lose, line, stall, swallow, disk, sleep, jump, server } = bad;
const anyMisfortune = fc.oneof(
  ...[power, cut, reach, spoil, lose, line, stall, swallow, disk, sleep, jump, server],
);

const steps = (step: fc.Arbitrary<CrowdStep>): fc.Arbitrary<readonly CrowdStep[]> =>
  fc.noBias(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }));

/** Any schedule of up to 40 steps; half of them happen without misfortune, so that more can be said of their end. */
export const anyCrowdSchedule: fc.Arbitrary<readonly CrowdStep[]> = fc.oneof(
  steps(anyDeed),
  steps(fc.oneof({ weight: 2, arbitrary: anyDeed }, { weight: 1, arbitrary: anyMisfortune })),
);

const calmDeeds: ReadonlySet<string> = new Set([
  ...personDeeds,
  ...roomDeeds,
  ...memberDeeds,
  ...['create', 'profile', 'remark', 'presence', 'send', 'revoke', 'burn', 'pass'],
]);

/** Whether nothing bad happens in it: then everything that the server said has arrived. */
export const isCalm = (schedule: readonly CrowdStep[]): boolean =>
  schedule.every((step) => calmDeeds.has(step.do));
