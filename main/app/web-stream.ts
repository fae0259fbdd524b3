import { errorFields } from '../platform/error-fields';

/**
 * A stream for the engine that takes from `body` when somebody reads, and not before. It breaks off as soon as `ended` says so, also
 * while something is on its way.
 */
export function toWebStream(
  body: AsyncIterable<Uint8Array>,
  ended: AbortSignal | null,
): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  let isOver = false;
  const stop = async (): Promise<void> => {
    isOver = true;
    await iterator.return?.();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const breakOff = (): void => {
          if (isOver) return;
          controller.error(new Error('ended'));
          // What it throws at its end is the end.
          stop().catch(() => undefined);
        };
        if (ended?.aborted === true) breakOff();
        else ended?.addEventListener('abort', breakOff, { once: true });
      },
      async pull(controller) {
        try {
          const next = await iterator.next();
          if (isOver) return;
          if (next.done === true) {
            isOver = true;
            controller.close();
          } else controller.enqueue(next.value);
        } catch (error) {
          if (isOver) return;
          isOver = true;
          controller.error(new Error(String(errorFields(error)['error'] ?? 'failed')));
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}
