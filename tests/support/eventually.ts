const defaultTimeoutMs = 20_000;
const pauseMs = 15;

/** Waits until a condition holds; fails with what it was after `timeoutMs`. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  { what = 'the condition', timeoutMs = defaultTimeoutMs }: { what?: string; timeoutMs?: number } = {},
): Promise<void> {
  const endMs = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`${what} did not come true in time`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
