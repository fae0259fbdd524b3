import type { Change } from '../../preload/contract/changes';
import type { Clock } from '../platform/clock';
import type { CommandLine } from './command-line';
import type { DemoMessenger } from './demo';
import { pollUntil, wait } from './poll';

const paintTimeoutMs = 60_000;
const pollIntervalMs = 500;
/** Transitions and fonts of the last messages come to rest before the picture is taken. */
const restMs = 600;
const enoughMessages = 4;

/** What a run from the command line needs. */
export interface ScriptedRunOptions {
  readonly commandLine: CommandLine;
  readonly messenger: DemoMessenger;
  readonly clock: Clock;
  readonly announce: (change: Change) => void;
  /** The window has painted; with an account: its first chat. */
  readonly hasPainted: (part: 'window' | 'chat') => boolean;
  /** Writes a picture of the window. */
  readonly takePicture: (file: string) => Promise<void>;
}

/** What went wrong, in one sentence for standard error; null when all was done. */
export type ScriptedRunOutcome = string | null;

/** True when the command line asks for something to be done after the start. */
export function needsScript({ isDemo, screenshotFile, exitsWhenPainted }: CommandLine): boolean {
  return isDemo || screenshotFile !== null || exitsWhenPainted;
}

/** Does what `--demo`, `--screenshot` and `--exit` ask for after the window was loaded. Ending the app is left to the caller. */
export async function runScript(options: ScriptedRunOptions): Promise<ScriptedRunOutcome> {
  const { commandLine, messenger, clock } = options;
  if (commandLine.isDemo && !messenger.hasAccount()) {
    const outcome = await messenger.tryHere();
    if (!outcome.ok) return `the demonstration could not start: ${outcome.failure.code}`;
  }
  if (!(await waitForPaint(options))) return 'nothing was painted in 60 seconds';
  if (commandLine.screenshotFile === null) return null;
  await waitForMessages(options);
  await wait(clock, restMs);
  await options.takePicture(commandLine.screenshotFile);
  return null;
}

async function waitForPaint(options: ScriptedRunOptions): Promise<boolean> {
  const { commandLine, messenger, clock, announce, hasPainted } = options;
  const look = async (): Promise<boolean> => {
    const hasAccount = messenger.hasAccount();
    if (hasPainted(hasAccount ? 'chat' : 'window')) return true;
    // Said again until it is on the screen: the page may not be listening yet.
    const newest = commandLine.isDemo ? await messenger.newestConversationId() : null;
    if (newest !== null) announce({ kind: 'openConversation', conversationId: newest });
    return false;
  };
  return pollUntil(look, { clock, intervalMs: pollIntervalMs, timeoutMs: paintTimeoutMs });
}

async function waitForMessages(options: ScriptedRunOptions): Promise<void> {
  const { messenger, clock, commandLine } = options;
  const hasEnough = async (): Promise<boolean> => {
    const newest = await messenger.newestConversationId();
    return newest !== null && (await messenger.countMessages(newest)) >= enoughMessages;
  };
  if (!messenger.hasAccount()) return;
  await pollUntil(hasEnough, { clock, intervalMs: pollIntervalMs, timeoutMs: commandLine.settleMs });
}
