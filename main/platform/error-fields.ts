import type { LogFields } from './logger';

const firstFrame = /^ +at (?:.*[/\\(])?([\w.-]+:\d+:\d+)\)?$/m;

/**
 * Name, code and place of an error for the log. Its message is left out: it may quote what a user or a peer wrote.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code: unknown = 'code' in error ? error.code : null;
  // The message stands before the first frame and may itself look like one: it is cut off first.
  const frames = (error.stack ?? '').replace(error.message, '');
  return {
    error: error.name,
    code: typeof code === 'string' || typeof code === 'number' ? code : null,
    at: firstFrame.exec(frames)?.[1] ?? null,
  };
}
