/**
 * Wraps a reload so that calls during a run cause exactly one more run afterwards. Each call resolves when a run that
 * began after it has ended.
 */
export function coalesce(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  const run = (): Promise<void> => {
    running = task().finally(() => (running = null));
    return running;
  };
  return () => {
    if (running === null) return run();
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = null;
        return run();
      });
    return queued;
  };
}
