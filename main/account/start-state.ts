import type { FailureCode } from '../../preload/contract/result';
import type { StartState } from '../../preload/contract/views';

/** What moves the app between its start and the chats. */
export const startEvents = ['unlocked', 'nothingToOpen', 'opened', 'refused', 'left', 'locked'] as const;
export type StartEvent = (typeof startEvents)[number];

/*
 *   locked --unlocked--> opening --opened--> signedIn --left--> signedOut --opened--> signedIn
 *                           |--nothingToOpen--> signedOut
 *                           \--refused--> failed --opened--> signedIn
 *   Everything but `locked` can be locked.
 */
const moves: Readonly<Record<StartState, Partial<Readonly<Record<StartEvent, StartState>>>>> = {
  locked: { unlocked: 'opening' },
  opening: { opened: 'signedIn', nothingToOpen: 'signedOut', refused: 'failed', locked: 'locked' },
  signedIn: { left: 'signedOut', locked: 'locked' },
  signedOut: { opened: 'signedIn', locked: 'locked' },
  failed: { opened: 'signedIn', left: 'signedOut', locked: 'locked' },
};

/** The state after an event; null when the event means nothing in this state. */
export function nextStartState(state: StartState, event: StartEvent): StartState | null {
  return moves[state][event] ?? null;
}

/** Why no account can be asked for anything in this state; null when the gate is open. */
export function gateRefusal(state: StartState): FailureCode | null {
  if (state === 'locked') return 'appLocked';
  return state === 'opening' ? 'stillOpening' : null;
}

/** Where the app stands between its start and the chats. Without a lock, whoever starts the app unlocks it. */
export class StartGate {
  private current: StartState = 'locked';

  /** `changed` hears of every move. */
  constructor(private readonly changed: () => void) {}

  get state(): StartState {
    return this.current;
  }

  /** Something has happened; what means nothing in the present state changes nothing. */
  move(event: StartEvent): void {
    const next = nextStartState(this.current, event);
    if (next === null) return;
    this.current = next;
    this.changed();
  }
}
