import { describe, expect, it } from 'vitest';
import { fileActions } from '../../../../../renderer/features/conversation/file-actions';

const stays = { isSaved: false, mayLeave: true };

describe('what can be done with a file', () => {
  it('is what its state needs', () => {
    const doneBytes = 1;
    expect(fileActions({ kind: 'offered' }, stays)).toEqual(['fetch']);
    expect(fileActions({ kind: 'waiting', doneBytes }, stays)).toEqual(['pause', 'cancel']);
    expect(fileActions({ kind: 'fetching', doneBytes }, stays)).toEqual(['pause', 'cancel']);
    expect(fileActions({ kind: 'paused', doneBytes }, stays)).toEqual(['resume', 'cancel']);
    expect(fileActions({ kind: 'failed', reason: 'fileGone' }, stays)).toEqual(['retry']);
    expect(fileActions({ kind: 'here' }, stays)).toEqual(['save']);
  });

  it('is showing it once it was saved', () => {
    expect(fileActions({ kind: 'here' }, { isSaved: true, mayLeave: true })).toEqual(['show', 'save']);
  });

  it('is nothing with what burns', () => {
    expect(fileActions({ kind: 'here' }, { isSaved: true, mayLeave: false })).toEqual([]);
  });
});
