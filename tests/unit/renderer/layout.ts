import { afterEach, beforeEach, vi } from 'vitest';

/** Height of what every element shows of its inside, and of every element itself, CSS pixels. */
export const layoutPx = { inside: 600, outside: 54 } as const;

/** Gives elements sizes in each test of the file: without layout nothing has one, and what is windowed renders no row. */
export function withLayout(): void {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(layoutPx.inside);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(layoutPx.outside);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
}
