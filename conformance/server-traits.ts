/** What the server told about itself before the checks; `null`: it did not show. */
export interface ServerTraits {
  /** Whether an account may have two devices at a time. */
  readonly allowsSeveralDevices: boolean;
  /** Size of the longest password that it registers, in bytes; `longestTriedPasswordBytes` stands for more. */
  readonly longestPasswordBytes: number | null;
  /** Size of the longest text that it stores, in kilobytes; `largestTriedMessageKilobytes` stands for more. */
  readonly largestMessageKilobytes: number | null;
  /** Whether a message for somebody who is away enters the offline queue. */
  readonly queuesMessages: boolean | null;
}

/** Longest password that is tried: nothing that people type needs more. */
export const longestTriedPasswordBytes = 64;
/** Largest text that is tried: what the app sends at most. */
export const largestTriedMessageKilobytes = 256;

/** One thing that a run learned about its server, for people. */
export interface LearnedFact {
  readonly name: string;
  readonly value: string;
}

/** What the traits mean for those who use the server. */
export function learnedFrom(traits: ServerTraits): readonly LearnedFact[] {
  const { allowsSeveralDevices, longestPasswordBytes, largestMessageKilobytes, queuesMessages } = traits;
  return [
    { name: 'devices of an account', value: allowsSeveralDevices ? 'several at a time' : 'one at a time' },
    { name: 'longest password', value: sizeText(longestPasswordBytes, longestTriedPasswordBytes, 'bytes') },
    {
      name: 'largest stored message',
      value: sizeText(largestMessageKilobytes, largestTriedMessageKilobytes, 'kB of text'),
    },
    { name: 'offline queue', value: queueText(queuesMessages) },
  ];
}

function sizeText(size: number | null, tried: number, unit: string): string {
  if (size === null) return 'not found out';
  return size >= tried ? `${tried} ${unit} or more` : `${size} ${unit}`;
}

function queueText(queuesMessages: boolean | null): string {
  if (queuesMessages === null) return 'not found out';
  return queuesMessages
    ? 'takes messages'
    : 'takes no messages: only the history has what came during an absence';
}
