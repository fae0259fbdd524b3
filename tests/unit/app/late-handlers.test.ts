import { describe, expect, it } from 'vitest';
import { LateHandlers } from '../../../main/app/late-handlers';

const upperCase = (argument: unknown): Promise<unknown> => Promise.resolve(String(argument).toUpperCase());

describe('handlers that come late', () => {
  it('answer what was called before them, each call with its own argument', async () => {
    const handlers = new LateHandlers();
    const early = [handlers.call('say', 'one'), handlers.call('say', 'two')];
    handlers.handle('say', upperCase);
    expect(await Promise.all([...early, handlers.call('say', 'three')])).toEqual(['ONE', 'TWO', 'THREE']);
  });

  it('let calls of a channel that nobody answers yet wait, whoever answers the others', async () => {
    const handlers = new LateHandlers();
    handlers.handle('say', upperCase);
    let isAnswered = false;
    const waiting = handlers.call('other', 'one').then((answer) => {
      isAnswered = true;
      return answer;
    });
    await handlers.call('say', 'two');
    expect(isAnswered).toBe(false);
    handlers.handle('other', upperCase);
    expect(await waiting).toBe('ONE');
  });

  it('hand on what a handler throws', async () => {
    const handlers = new LateHandlers();
    const early = handlers.call('say', 'one');
    handlers.handle('say', () => Promise.reject(new Error('no')));
    await expect(early).rejects.toThrow('no');
  });

  it('answer nothing any more once they were removed, and are one for each channel', async () => {
    const handlers = new LateHandlers();
    const registered = handlers.handle('say', upperCase);
    expect(() => handlers.handle('say', upperCase)).toThrow('second handler');
    registered.dispose();
    await expect(handlers.call('say', 'one')).rejects.toThrow('gone');
  });
});
