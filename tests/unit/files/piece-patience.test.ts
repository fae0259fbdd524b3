import { beforeEach, describe, expect, it } from 'vitest';
import { pieceMayGo } from '../../../main/files/piece-patience';

/** How long a piece waits, ms, given what is so after each ms. */
async function waitedMs(isSo: {
  isTalking?: (nowMs: number) => boolean;
  busyMs?: (nowMs: number) => number;
  bytesPerMs?: number;
}): Promise<number> {
  let nowMs = 0;
  const environment = {
    isTalking: () => isSo.isTalking?.(nowMs) ?? false,
    carryMs: (byteCount: number) => byteCount / (isSo.bytesPerMs ?? 4),
    busyMs: () => isSo.busyMs?.(nowMs) ?? 0,
    proveLine: () => {
      proofs += 1;
    },
  };
  await pieceMayGo(environment, 16_384, async (delayMs) => {
    nowMs += delayMs;
  });
  return nowMs;
}

let proofs = 0;
beforeEach(() => {
  proofs = 0;
});

describe('a piece', () => {
  it('goes at once when nobody speaks and the line has little to carry', async () => {
    expect(await waitedMs({ busyMs: () => 4_000 })).toBe(0);
    expect(proofs).toBe(0);
  });

  it('lets messages go first, and not for ever', async () => {
    expect(await waitedMs({ isTalking: (nowMs) => nowMs < 60 })).toBe(60);
    expect(await waitedMs({ isTalking: () => true })).toBe(200);
  });

  it('lets messages go first for less time than it takes itself', async () => {
    expect(await waitedMs({ isTalking: () => true, bytesPerMs: 100 })).toBeCloseTo(41, 0);
    expect(await waitedMs({ isTalking: () => true, bytesPerMs: 100_000 })).toBeLessThan(1);
  });

  it('waits until what is on its way is known to have come, however long that is', async () => {
    expect(await waitedMs({ busyMs: (nowMs) => (nowMs < 30_000 ? 130_000 : 0) })).toBe(30_000);
    expect(proofs).toBe(1);
  });
});
