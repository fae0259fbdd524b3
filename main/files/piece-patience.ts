/** A message that is on its way goes first, for so long at most, ms. */
const mostForMessagesMs = 200;
/** And no longer than this share of what the piece takes itself: on a fast line nothing has to wait for it. */
const shareForMessages = 1 / 4;
const stepMs = 20;
const provenStepMs = 5;
/**
 * So long may what is on its way take on the slowest line that this may be, ms. Of a line that has carried nothing yet nobody knows
 * that it is not that slow: the first pieces wait until they are known to have come. Otherwise megabytes would be a reason to wait for
 * half an hour for a line that has died without a word.
 */
const mostBusyMs = 4_000;

/** What a piece waits for. */
export interface PiecePatienceEnvironment {
  /** Something that people have said is on its way to the server. */
  readonly isTalking: () => boolean;
  /** How long the line takes for so many bytes, ms. */
  readonly carryMs: (byteCount: number) => number;
  /** How long what was handed to the line may still take, ms; 0 for a line that has ended. */
  readonly busyMs: () => number;
  /** Has the server asked what of it has come. */
  readonly proveLine: () => void;
}

/** Waits by `wait` until the next piece may go out: behind what people say, and not onto a line that has enough to carry. */
export async function pieceMayGo(
  { isTalking, carryMs, busyMs, proveLine }: PiecePatienceEnvironment,
  pieceBytes: number,
  wait: (delayMs: number) => Promise<void>,
): Promise<void> {
  const mostMs = Math.min(mostForMessagesMs, carryMs(pieceBytes) * shareForMessages);
  for (let waitedMs = 0; isTalking() && waitedMs < mostMs; waitedMs += stepMs)
    await wait(Math.min(stepMs, mostMs - waitedMs));
  if (busyMs() <= mostBusyMs) return;
  proveLine();
  while (busyMs() > mostBusyMs) await wait(provenStepMs);
}
