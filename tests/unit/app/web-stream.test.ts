import { describe, expect, it } from 'vitest';
import { toWebStream } from '../../../main/app/web-stream';

function numbered() {
  const told = { taken: 0, isEnded: false };
  async function* body(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        await Promise.resolve();
        told.taken += 1;
        yield Uint8Array.of(told.taken);
      }
    } finally {
      told.isEnded = true;
    }
  }
  return { told, body: body() };
}

describe('a stream of what is played', () => {
  it('takes nothing before somebody reads, and no more than is read', async () => {
    const { told, body } = numbered();
    const reader = toWebStream(body, null).getReader();
    expect(told.taken).toBe(0);
    expect((await reader.read()).value).toEqual(Uint8Array.of(1));
    expect((await reader.read()).value).toEqual(Uint8Array.of(2));
    expect(told.taken).toBe(2);
  });

  it('breaks off in the middle as soon as nothing more may be given', async () => {
    const { told, body } = numbered();
    const ended = new AbortController();
    const reader = toWebStream(body, ended.signal).getReader();
    await reader.read();
    ended.abort();
    await expect(reader.read()).rejects.toThrow('ended');
    expect(told).toEqual({ taken: 1, isEnded: true });
  });

  it('gives nothing of what ended before', async () => {
    const { told, body } = numbered();
    const ended = new AbortController();
    ended.abort();
    await expect(toWebStream(body, ended.signal).getReader().read()).rejects.toThrow('ended');
    expect(told.taken).toBe(0);
  });

  it('lets go of its source when the player does', async () => {
    const { told, body } = numbered();
    const reader = toWebStream(body, null).getReader();
    await reader.read();
    await reader.cancel();
    expect(told.isEnded).toBe(true);
  });

  it('fails with what its source failed with, by its name alone', async () => {
    async function* body(): AsyncGenerator<Uint8Array, void> {
      await Promise.resolve();
      yield Uint8Array.of(1);
      throw new RangeError('secret words');
    }
    const reader = toWebStream(body(), null).getReader();
    await reader.read();
    const failure = await reader.read().catch(String);
    expect(failure).not.toContain('secret');
  });
});
