import { describe, expect, it } from 'vitest';
import { errorFields } from '../../../main/platform/error-fields';

describe('errorFields', () => {
  it('tells name, code and place of an error, never its message', () => {
    const error = Object.assign(new TypeError('a secret text'), { code: 'EACCES' });
    expect(errorFields(error)).toEqual({
      error: 'TypeError',
      code: 'EACCES',
      at: expect.stringMatching(/^error-fields\.test\.ts:\d+:\d+$/),
    });
  });

  it('is not fooled by a message that looks like a place', () => {
    const error = new Error('x\n    at secret:1:1');
    expect(errorFields(error)['at']).not.toBe('secret:1:1');
    error.stack = `Error: ${error.message}`;
    expect(errorFields(error)['at']).toBeNull();
  });

  it('tells only the type of anything else that was thrown', () => {
    expect(errorFields('a secret text')).toEqual({ error: 'string' });
  });
});
