import { describe, expect, it } from 'vitest';
import { judgeMissing } from '../../../main/catch-up/missing-judgement';

describe('messages that the server does not have', () => {
  it('are neither erased nor asked about while nothing proves that the server has any history at all', () => {
    // The only message of an account: taken back while the news got lost, or a page that does not come.
    expect(judgeMissing({ compared: 1, missing: 1, emptyProof: 'refusal' })).toBe('wait');
    expect(judgeMissing({ compared: 3, missing: 3, emptyProof: 'refusal' })).toBe('wait');
  });

  it('are asked about when there were many, whatever proves it', () => {
    expect(judgeMissing({ compared: 4, missing: 4, emptyProof: 'refusal' })).toBe('ask');
    expect(judgeMissing({ compared: 4, missing: 4, emptyProof: 'page' })).toBe('ask');
    expect(judgeMissing({ compared: 50, missing: 21, emptyProof: null })).toBe('ask');
  });

  it('are erased when it looks like revokes', () => {
    expect(judgeMissing({ compared: 3, missing: 3, emptyProof: 'page' })).toBe('erase');
    expect(judgeMissing({ compared: 50, missing: 20, emptyProof: null })).toBe('erase');
    expect(judgeMissing({ compared: 9, missing: 0, emptyProof: 'refusal' })).toBe('agree');
  });
});
