import type { ShortcutState } from '../../preload/contract/views';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import type { Logger } from '../platform/logger';
import { errorFields } from '../platform/error-fields';

/**
 * A key that is held repeats, at most a second after it went down, and then faster. Every repetition would revoke one
 * more message, so presses that follow one another this closely are one.
 */
const repeatMs = 1_000;

/**
 * The second passes in steps, and one that comes late begins it anew: this process did not run meanwhile, and repetitions may have
 * waited with the step.
 */
const stepMs = 50;
const lateMs = 50;

/** The shortcuts of the operating system; Electron's `globalShortcut` is one. */
export interface ShortcutPort {
  /** Takes a shortcut for this program. False, or an exception: it cannot be had. */
  register(accelerator: string, pressed: () => void): boolean;
  unregister(accelerator: string): void;
}

/** What the global shortcut needs. */
export interface GlobalShortcutOptions {
  readonly port: ShortcutPort;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One shortcut that works while other programs have the focus. The operating system gives it to one program only. */
export class GlobalShortcut implements Disposable {
  /** The user pressed it; once for as long as the keys are held. */
  readonly pressed = new Emitter<null>();
  readonly stateChanged = new Emitter<ShortcutState>();
  private current: ShortcutState = 'off';
  private wanted: string | null = null;
  private held: string | null = null;
  private isPaused = false;
  /** Counts the time since the last press while keys may be held. */
  private quiet: Disposable | null = null;

  constructor(private readonly options: GlobalShortcutOptions) {}

  /** What became of the shortcut that is wanted. A pause does not change it. */
  get state(): ShortcutState {
    return this.current;
  }

  /** Takes this shortcut instead of the one before; null: none. A shortcut that was taken is not tried again by itself. */
  follow(accelerator: string | null): void {
    if (accelerator === this.wanted) return;
    this.wanted = accelerator;
    this.apply();
  }

  /** Gives the shortcut back to the desktop for a while, or tries to have it again. */
  pause(isPaused: boolean): void {
    if (isPaused === this.isPaused) return;
    this.isPaused = isPaused;
    this.apply();
  }

  /** Gives the shortcut back. */
  dispose(): void {
    this.release();
    this.wanted = null;
    this.quiet?.dispose();
    this.quiet = null;
  }

  private apply(): void {
    this.release();
    if (this.wanted === null) this.enter('off');
    else if (!this.isPaused) this.enter(this.take(this.wanted) ? 'active' : 'taken');
  }

  private take(accelerator: string): boolean {
    try {
      if (!this.options.port.register(accelerator, () => this.press())) return false;
    } catch (error) {
      this.options.logger.warn('shortcut refused', errorFields(error));
      return false;
    }
    this.held = accelerator;
    return true;
  }

  private release(): void {
    if (this.held === null) return;
    this.options.port.unregister(this.held);
    this.held = null;
  }

  private press(): void {
    const isRepetition = this.quiet !== null;
    this.waitForQuiet(repeatMs);
    if (!isRepetition) this.pressed.emit(null);
  }

  private waitForQuiet(leftMs: number): void {
    const { clock } = this.options;
    this.quiet?.dispose();
    const dueMs = clock.monotonicMs() + stepMs;
    this.quiet = clock.after(stepMs, () => {
      if (clock.monotonicMs() - dueMs > lateMs) this.waitForQuiet(repeatMs);
      else if (leftMs > stepMs) this.waitForQuiet(leftMs - stepMs);
      else this.quiet = null;
    });
  }

  private enter(state: ShortcutState): void {
    if (state === this.current) return;
    this.current = state;
    this.stateChanged.emit(state);
  }
}
