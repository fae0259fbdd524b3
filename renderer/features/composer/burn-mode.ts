import type { ConversationView, DraftMode } from '../../../preload/contract/views';

/**
 * How a draft stands: what main keeps of it, or that Enter was pressed on it and asked whether it shall really be plain. Main
 * keeps a draft that asks as one after a burn message: whoever gets it back is asked anew.
 */
export type ComposerMode = DraftMode | 'asking';

/**
 * What Enter does in a chat, and why.
 *
 *     plain ──switch──▶ once ──sent──▶ justOff ──Enter──▶ asking ──Enter──▶ plain
 *       ▲                 ▲               │ ▲               │ │
 *       │                 └──── switch ───┤ └── edited ─────┘ │
 *       ├──── calm, dismiss ──────────────┴──── dismiss ──────┤
 *     the chat burns by default:                              │
 *     byDefault ──switch──▶ suspended ──sent, switch──▶ byDefault
 *
 * `plain`: a message that stays. `once`: this one burns. `byDefault`: all of the chat burn. `suspended`: only this one stays.
 * `justOff`: the message before burned alone, and what is written now may be the rest of it. `asking`: Enter was pressed in
 * that state, nothing was sent, and the same Enter once more sends it as one that stays.
 */
export const burnStates = ['plain', 'once', 'byDefault', 'suspended', 'justOff', 'asking'] as const;
export type BurnState = (typeof burnStates)[number];

/**
 * `switched`: the flame, or the button that goes on burning. `timeChosen`: a reading time, which only burning has.
 * `defaultSet`, `defaultEnds`: the chat begins or ceases to burn by default. `entered`: Enter, where it does not send.
 * `edited`: what stands in the field is another thing. `dismissed`: the notice was read. `calmed`: nothing was written for a
 * while. `sent`: it is on its way, and the next message begins.
 */
export const burnEvents = [
  'switched',
  'timeChosen',
  'defaultSet',
  'defaultEnds',
  'entered',
  'edited',
  'dismissed',
  'calmed',
  'sent',
] as const;
export type BurnEvent = (typeof burnEvents)[number];

/** What Enter does in a state. */
export type EnterEffect = 'sendsPlain' | 'sendsBurning' | 'asks';

interface BurnRules {
  readonly enter: EnterEffect;
  /** The mode of the draft after each event; without one it stays. */
  readonly moves: Readonly<Partial<Record<BurnEvent, ComposerMode>>>;
}

const burning = { timeChosen: 'burn', defaultSet: 'burn' } as const;

/** The whole machine. After a message that burned nothing is decided yet, whatever becomes of the chat's default meanwhile. */
export const burnRules: Readonly<Record<BurnState, BurnRules>> = {
  plain: { enter: 'sendsPlain', moves: { ...burning, switched: 'burn', sent: 'asChat' } },
  once: { enter: 'sendsBurning', moves: { ...burning, switched: 'plain', sent: 'afterBurn' } },
  // Whatever the chat begins with from now on, the next message stays as it is shown.
  byDefault: {
    enter: 'sendsBurning',
    moves: { ...burning, switched: 'plain', defaultEnds: 'burn', sent: 'afterBurn' },
  },
  suspended: {
    enter: 'sendsPlain',
    moves: { ...burning, defaultSet: 'plain', switched: 'asChat', defaultEnds: 'plain', sent: 'asChat' },
  },
  justOff: {
    enter: 'asks',
    moves: { ...burning, switched: 'burn', entered: 'asking', dismissed: 'asChat', calmed: 'asChat' },
  },
  asking: {
    enter: 'sendsPlain',
    moves: { ...burning, switched: 'burn', edited: 'afterBurn', dismissed: 'asChat', sent: 'asChat' },
  },
};

const statesOfModes: Readonly<Record<ComposerMode, Readonly<Record<'alone' | 'byDefault', BurnState>>>> = {
  asChat: { alone: 'plain', byDefault: 'byDefault' },
  plain: { alone: 'plain', byDefault: 'suspended' },
  burn: { alone: 'once', byDefault: 'byDefault' },
  afterBurn: { alone: 'justOff', byDefault: 'byDefault' },
  asking: { alone: 'asking', byDefault: 'byDefault' },
};

/** What of a chat decides about burning. */
export type BurnFacts = 'kind' | 'burnDefaultSeconds' | 'viaRoomName';

/** The state of a draft in its chat. Nothing burns in rooms, and nothing that goes through one. */
export function burnStateOf(
  mode: ComposerMode,
  { kind, burnDefaultSeconds, viaRoomName }: Pick<ConversationView, BurnFacts>,
): BurnState {
  if (kind === 'room' || viaRoomName !== undefined) return 'plain';
  return statesOfModes[mode][burnDefaultSeconds === null ? 'alone' : 'byDefault'];
}

/** The mode after an event in a state. */
export function modeAfter(state: BurnState, event: BurnEvent, mode: ComposerMode): ComposerMode {
  return burnRules[state].moves[event] ?? mode;
}

/** The mode of the draft that begins when one was sent, with a reading time or (null) as one that stays. */
export function modeAfterSending(burnSeconds: number | null): DraftMode {
  return burnSeconds === null ? 'asChat' : 'afterBurn';
}

/** The mode of a draft whose text or pictures change: a question is about what stood there. */
export const modeWhenEdited = (mode: ComposerMode): ComposerMode => (mode === 'asking' ? 'afterBurn' : mode);

/** As main keeps it. */
export const keptMode = (mode: ComposerMode): DraftMode => (mode === 'asking' ? 'afterBurn' : mode);

// From what is decided to stay to what is decided to burn.
const careful: readonly ComposerMode[] = ['plain', 'asChat', 'asking', 'afterBurn', 'burn'];

/** The mode of what is put together from drafts with these modes: what was to burn still burns. */
export function mostCareful(modes: readonly ComposerMode[]): ComposerMode {
  return modes.reduce((most, mode) => (careful.indexOf(mode) > careful.indexOf(most) ? mode : most), 'plain');
}
