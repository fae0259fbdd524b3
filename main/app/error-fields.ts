import type { LogFields } from '../platform/logger';

/** Name and code of an error for the log. Its message is left out: it may quote what a user or a peer wrote. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code: unknown = 'code' in error ? error.code : null;
  return { error: error.name, code: typeof code === 'string' || typeof code === 'number' ? code : null };
}
