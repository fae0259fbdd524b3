import type { Change } from '../../preload/contract/changes';
import type { Clock } from '../platform/clock';
import type { CommandLine } from './command-line';
import type { DemoChat, DemoMessenger } from './demo';
import { pollUntil, wait } from './poll';

const paintTimeoutMs = 60_000;
const pollIntervalMs = 500;
/** Transitions and fonts of the last messages come to rest before the picture is taken. */
const restMs = 600;
const enoughMessages = 4;

/** What went wrong, in one sentence for standard error; null when all was done. */
export type Complaint = string | null;

/** What a run from the command line needs. */
export interface ScriptedRunOptions {
  readonly commandLine: CommandLine;
  readonly messenger: DemoMessenger;
  readonly clock: Clock;
  readonly announce: (change: Change) => void;
  /** The window is on the screen with its first data. */
  readonly hasPainted: () => boolean;
  /** Writes a picture of the window. */
  readonly takePicture: (file: string) => Promise<void>;
}

/** True when the command line asks for something to be done after the start. */
export function needsScript({ isDemo, screenshotFile, exitsWhenPainted }: CommandLine): boolean {
  return isDemo || screenshotFile !== null || exitsWhenPainted;
}

/** Signs the demonstration in, before the window is made: it then begins with the chats. */
export async function enterDemo(messenger: DemoMessenger): Promise<Complaint> {
  if (messenger.hasAccount()) return null;
  const outcome = await messenger.tryHere();
  return outcome.ok ? null : `the demonstration could not start: ${outcome.failure.code}`;
}

/** Does what `--demo`, `--screenshot` and `--exit` ask for once the window is there. Ending the app is left to the caller. */
export async function runScript(options: ScriptedRunOptions): Promise<Complaint> {
  const { commandLine, clock, hasPainted } = options;
  const patience = { clock, intervalMs: pollIntervalMs, timeoutMs: paintTimeoutMs };
  if (!(await pollUntil(() => Promise.resolve(hasPainted()), patience))) {
    return 'nothing was painted in 60 seconds';
  }
  if (commandLine.isDemo) await showConversation(options);
  if (commandLine.screenshotFile === null) return null;
  await wait(clock, restMs);
  await options.takePicture(commandLine.screenshotFile);
  return null;
}

/** Offers the newest chat to the window as soon as there is one, and waits until it is worth a look or the settle time is over. */
async function showConversation({
  messenger,
  clock,
  commandLine,
  announce,
}: ScriptedRunOptions): Promise<void> {
  let opened: DemoChat | null = null;
  const isWorthALook = async (): Promise<boolean> => {
    if (opened === null) {
      opened = await messenger.newestChat();
      if (opened !== null) announce({ kind: 'offerConversation', ...opened });
    }
    return opened !== null && (await messenger.countMessages(opened)) >= enoughMessages;
  };
  await pollUntil(isWorthALook, { clock, intervalMs: pollIntervalMs, timeoutMs: commandLine.settleMs });
}
