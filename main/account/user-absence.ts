import { Emitter } from '../platform/emitter';

/** Whether the user has left the computer, as the shell tells it. One for all accounts. */
export class UserAbsence {
  readonly changed = new Emitter<boolean>();
  private away = false;

  get isAway(): boolean {
    return this.away;
  }

  /** The user has left, or is back. */
  note(isAway: boolean): void {
    if (this.away === isAway) return;
    this.away = isAway;
    this.changed.emit(isAway);
  }
}
