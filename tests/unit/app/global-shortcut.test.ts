import { beforeEach, describe, expect, it } from 'vitest';
import { GlobalShortcut, type ShortcutPort } from '../../../main/app/global-shortcut';
import { ManualClock } from '../../support/manual-clock';
import { RecordingLogger } from '../../support/recording-logger';

/** A desktop whose shortcuts belong to one program each. */
class TestPort implements ShortcutPort {
  readonly held = new Map<string, () => void>();
  readonly foreign = new Set<string>();
  failure: Error | null = null;

  register(accelerator: string, pressed: () => void): boolean {
    if (this.failure !== null) throw this.failure;
    if (this.foreign.has(accelerator)) return false;
    this.held.set(accelerator, pressed);
    return true;
  }

  unregister(accelerator: string): void {
    this.held.delete(accelerator);
  }
}

/** A clock of a process that may not run for a while: the time passes, and its timers come late. */
class StallingClock extends ManualClock {
  private stalledMs = 0;

  override monotonicMs(): number {
    return super.monotonicMs() + this.stalledMs;
  }

  stall(forMs: number): void {
    this.stalledMs += forMs;
  }
}

const first = 'CommandOrControl+Alt+Z';
const second = 'CommandOrControl+Alt+X';

let port: TestPort;
let clock: StallingClock;
let logger: RecordingLogger;
let shortcut: GlobalShortcut;
let presses: number;
let states: string[];

beforeEach(() => {
  port = new TestPort();
  clock = new StallingClock();
  logger = new RecordingLogger();
  shortcut = new GlobalShortcut({ port, clock, logger });
  presses = 0;
  states = [];
  shortcut.pressed.on(() => (presses += 1));
  shortcut.stateChanged.on((state) => states.push(state));
});

const held = (): readonly string[] => [...port.held.keys()];
const press = (): void => port.held.get(first)?.();

describe('the global shortcut', () => {
  it('is off until one is wanted', () => {
    shortcut.follow(null);
    expect([shortcut.state, states, held()]).toEqual(['off', [], []]);
  });

  it('is taken from the desktop and given back as the setting changes', () => {
    shortcut.follow(first);
    expect([shortcut.state, held()]).toEqual(['active', [first]]);
    shortcut.follow(second);
    expect(held()).toEqual([second]);
    shortcut.follow(null);
    expect([shortcut.state, held()]).toEqual(['off', []]);
    expect(states).toEqual(['active', 'off']);
  });

  it('tells when another program has it, and holds nothing then', () => {
    port.foreign.add(second);
    shortcut.follow(first);
    shortcut.follow(second);
    expect([shortcut.state, held(), states]).toEqual(['taken', [], ['active', 'taken']]);
  });

  it('counts as taken when the system throws, and the log tells the kind only', () => {
    port.failure = new TypeError('conversion failure from the secret');
    shortcut.follow(first);
    expect(shortcut.state).toBe('taken');
    expect(logger.lines.join()).toContain('TypeError');
    expect(logger.lines.join()).not.toContain('secret');
  });

  it('is tried again when it is wanted anew', () => {
    port.foreign.add(first);
    shortcut.follow(first);
    port.foreign.clear();
    shortcut.follow(first);
    expect(shortcut.state).toBe('taken');
    shortcut.follow(null);
    shortcut.follow(first);
    expect(shortcut.state).toBe('active');
  });

  it('takes repetitions that waited while the process did not run for no new press', () => {
    shortcut.follow(first);
    press();
    clock.advance(400);
    // Whichever of the two comes first then: the key or the step of the second.
    clock.stall(5_000);
    press();
    clock.advance(980);
    clock.stall(5_000);
    clock.advance(40);
    press();
    expect(presses).toBe(1);
    clock.advance(1_001);
    press();
    expect(presses).toBe(2);
    shortcut.dispose();
    expect(clock.waitingTimers).toBe(0);
  });

  it('revokes one message for as long as its keys are held', () => {
    shortcut.follow(first);
    press();
    clock.advance(999);
    for (let repetition = 0; repetition < 100; repetition += 1) {
      press();
      clock.advance(30);
    }
    expect(presses).toBe(1);
    clock.advance(970);
    press();
    expect(presses).toBe(2);
  });

  it('rests during a pause, keeps its state and is taken up again', () => {
    shortcut.follow(first);
    shortcut.pause(true);
    shortcut.pause(true);
    expect([shortcut.state, held()]).toEqual(['active', []]);
    shortcut.pause(false);
    expect([shortcut.state, held(), states]).toEqual(['active', [first], ['active']]);
  });

  it('takes what was chosen during a pause when the pause is over', () => {
    port.foreign.add(second);
    shortcut.follow(first);
    shortcut.pause(true);
    shortcut.follow(second);
    expect([shortcut.state, held()]).toEqual(['active', []]);
    shortcut.pause(false);
    expect([shortcut.state, held()]).toEqual(['taken', []]);
  });

  it('is off at once when it is turned off during a pause', () => {
    shortcut.follow(first);
    shortcut.pause(true);
    shortcut.follow(null);
    expect(shortcut.state).toBe('off');
    shortcut.pause(false);
    expect(held()).toEqual([]);
  });

  it('is given back at the end, and stays so', () => {
    shortcut.follow(first);
    shortcut.pause(true);
    shortcut.dispose();
    shortcut.pause(false);
    expect(held()).toEqual([]);
    shortcut.dispose();
  });
});
