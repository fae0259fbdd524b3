/**
 * What was decided about the next message of a chat, the more careful the later. `plain`: this one stays. `asChat`: nothing,
 * it is as the chat says. `afterBurn`: nothing, and the message before it burned alone, so that this may be the rest of it.
 * `burn`: this one burns.
 */
export const draftModes = ['plain', 'asChat', 'afterBurn', 'burn'] as const;
export type DraftMode = (typeof draftModes)[number];

/** The mode of a draft that is put together from two: what was to burn still burns. */
export function moreCarefulMode(one: DraftMode, other: DraftMode): DraftMode {
  return draftModes.indexOf(one) > draftModes.indexOf(other) ? one : other;
}
