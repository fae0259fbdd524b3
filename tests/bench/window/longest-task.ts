import type { CDPSession } from '@playwright/test';
import { tracedDuring } from './traced';

/**
 * The longest time for which the window did one thing and nothing else while `work` ran, milliseconds: layout, paint and scripts
 * alike, as the engine traces the tasks of the thread that does all of them. Time of the processor: what else runs on the computer
 * makes no task of the window longer.
 */
export async function longestTaskDuring(session: CDPSession, work: () => Promise<unknown>): Promise<number> {
  const events = await tracedDuring(session, ['disabled-by-default-devtools.timeline'], work);
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && threads.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('the engine traced no tasks');
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1_000;
}
