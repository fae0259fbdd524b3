import { toDisplayName } from '../domain/display-name';
import type { Availability } from '../domain/ephemeral';
import { presenceChoices, type OwnChoice } from '../domain/presence-choice';
import { FrameType } from '../protocol/packet-types';
import type { TimPresence } from '../protocol/packets';
import type { KindRules } from './kind-rules';

/** `show`: tim leaves its meaning to clients. What is not in here is somebody who is there. */
const shows = { here: 0, away: 1, busy: 2 } as const satisfies Record<Exclude<Availability, 'gone'>, number>;
const availabilities: ReadonlyMap<number, Availability> = new Map([
  [shows.away, 'away'],
  [shows.busy, 'busy'],
]);

// A note is cut to the length of a name; cleaning more of it would be work for nothing.
const longestNoteRead = 512;

/** `subStatus`: asking, by tim's convention, and answering. */
const asking = 1;
const answering = 2;

/** Keys in `extend` by which the devices of one account tell each other what was chosen (section 16). */
const choiceKey = 'choice';
const chosenAtKey = 'chosen';
const noteKey = 'note';

/** Key in `extend` by which friends hear which version of the card is the newest (section 16). */
const cardVersionKey = 'card';
const maxCardVersionLength = 32;

function cardVersionOf({ extend }: TimPresence): string {
  const version = extend?.[cardVersionKey] ?? '';
  return version.length > maxCardVersionLength ? '' : version;
}

function choiceOf({ extend }: TimPresence): OwnChoice | null {
  const choice = presenceChoices.find((candidate) => candidate === extend?.[choiceKey]);
  const chosenAtMs = Number(extend?.[chosenAtKey]);
  if (choice === undefined || !Number.isSafeInteger(chosenAtMs) || chosenAtMs < 0) return null;
  return { choice, note: noteOf(extend?.[noteKey] ?? ''), chosenAtMs };
}

const extendOf = ({ choice, note, chosenAtMs }: OwnChoice): Record<string, string> => ({
  [choiceKey]: choice,
  [chosenAtKey]: String(chosenAtMs),
  [noteKey]: toDisplayName(note),
});

const noteOf = (status: string): string => toDisplayName(status.slice(0, longestNoteRead));

/** tim packets 19 and 91 (sections 11 and 16): said at will, and by the server when somebody's last device leaves. */
export const presenceRules: KindRules<'presence'> = {
  carrier: 'presence',
  isForDevices: ({ choice }) => choice !== undefined,
  isForDevicesAlone: false,
  read(frame) {
    if (frame.type !== FrameType.presence) return null;
    const { offline, show = shows.here, status = '', subStatus } = frame.packet;
    const choice = choiceOf(frame.packet);
    const cardVersion = cardVersionOf(frame.packet);
    if (offline === true) return { availability: 'gone', note: '', asksBack: false };
    return {
      availability: availabilities.get(show) ?? 'here',
      note: noteOf(status),
      asksBack: subStatus === asking,
      ...(cardVersion === '' ? {} : { cardVersion }),
      ...(choice === null ? {} : { choice }),
    };
  },
  write(target, { availability, note, asksBack, cardVersion, choice }) {
    const extend = {
      ...(cardVersion === undefined ? {} : { [cardVersionKey]: cardVersion }),
      ...(choice === undefined ? {} : extendOf(choice)),
    };
    const packet: TimPresence = {
      subStatus: asksBack ? asking : answering,
      // Only the server can say that somebody is gone; who tries says that they are away.
      show: availability === 'gone' ? shows.away : shows[availability],
      status: toDisplayName(note),
      ...(Object.keys(extend).length === 0 ? {} : { extend }),
    };
    if (target === 'roster') return { type: FrameType.broadcastPresence, packet };
    const [only, ...others] = target;
    return others.length === 0 && only !== undefined
      ? { type: FrameType.presence, packet: { ...packet, toTid: { node: only } } }
      : { type: FrameType.presence, packet: { ...packet, toList: [...target] } };
  },
  fromOne: { burst: 5, perSecond: 0.5 },
  outgoing: { burst: 5, perSecond: 1 },
  deadlineMs: 10_000,
  isSuperseded: true,
  mostInFlight: 1,
};
