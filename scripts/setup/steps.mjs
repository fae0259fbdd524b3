import { existsSync } from 'node:fs';
import { lastLines } from '../process/run.mjs';

/**
 * One step of set-up. `run` looks first whether there is anything to do, and answers in a few words what it found or
 * did. `progress` says, before something slow begins, what it is and how long it takes.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {(progress: (text: string) => void) => Promise<string>} run
 */

/** A step that cannot go on, with what the reader can do about it. */
export class StepError extends Error {
  /**
   * @param {string} message what went wrong, in one line
   * @param {{ advice: string, logFile?: string }} details
   */
  constructor(message, { advice, logFile }) {
    super(message);
    this.name = 'StepError';
    this.advice = advice;
    this.logFile = logFile;
  }
}

/** Text for a failed step: one line that names it, then the end of its log. @param {string} step @param {unknown} error */
export function describeFailure(step, error) {
  if (!(error instanceof StepError)) {
    return `set-up failed at "${step}": ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  const lines = [`set-up failed at "${step}": ${error.message}. ${error.advice}`];
  if (error.logFile !== undefined && existsSync(error.logFile)) {
    lines.push(`the end of ${error.logFile}:`, ...lastLines(error.logFile, 15).map((line) => `  ${line}`));
  }
  return lines.join('\n');
}

/**
 * Runs the steps in order and prints one line per step with its time. Stops at the first that fails and throws after
 * having said which one it was.
 *
 * @param {readonly Step[]} steps
 * @param {{ write: (line: string) => void, quiet?: boolean }} output `quiet` prints only steps that had something to do
 */
export async function runSteps(steps, { write, quiet = false }) {
  const width = Math.max(...steps.map((step) => step.name.length));
  for (const step of steps) {
    const startedMs = performance.now();
    let hadWork = false;
    const progress = (/** @type {string} */ text) => {
      hadWork = true;
      write(`  ... ${step.name.padEnd(width)}  ${text}`);
    };
    try {
      const outcome = await step.run(progress);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      if (hadWork || !quiet) write(`  ok  ${step.name.padEnd(width)}  ${outcome} (${seconds} s)`);
    } catch (error) {
      throw new SetupFailed(describeFailure(step.name, error));
    }
  }
}

/** Set-up stopped; the message is complete and ready to be printed. */
export class SetupFailed extends Error {}
