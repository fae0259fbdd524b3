import type { LinkView } from '../../preload/contract/add-link';
import type { SnapshotView } from '../../preload/contract/views';

/** What the shell adds to the calls: things that only the desktop can do or know. */
export interface ShellCalls {
  /**
   * Resolves when the accounts of the last session are open, or soon: the first snapshot waits for it, because a page that is told
   * of the opening draws a screen that nobody gets to see.
   */
  readonly begun: Promise<unknown>;
  /** Puts text on the clipboard. */
  copyText(text: string): void;
  /** Opens a link outside, perhaps after a question; false when it is refused. */
  openLink(link: string): boolean;
  /** The window has painted its first screen. */
  painted(): void;
  /** Lets the global shortcut rest, or takes it up again. */
  pauseShortcut(isPaused: boolean): void;
  /** The page tells whether somebody sees what it shows. */
  attend(isAttended: boolean): void;
  /** The page may hear the microphone, or no longer; false when the system refuses it. */
  microphone(isWanted: boolean): Promise<boolean>;
  /** The link from outside that waits for the window, for the last time; null for none. */
  takeLink(): LinkView | null;
  /** How many links have come; changes as the app runs. */
  readonly linkNumber: number;
  /** The screen is locked, or the computer sleeps; changes as the app runs. */
  readonly isScreenAway: boolean;
  readonly platform: SnapshotView['platform'];
  readonly appVersion: string;
  /** The folder in which everything of the app lies. */
  readonly dataFolder: string;
  /** What became of the global shortcut; changes as the app runs. */
  readonly revokeShortcutState: SnapshotView['revokeShortcutState'];
}
