import { describe, expect, it } from 'vitest';
import type { FileStateView } from '../../../../../preload/contract/file-views';
import { concealedDeed, fileActions } from '../../../../../renderer/features/conversation/file-actions';

const stays = { isSaved: false, mayLeave: true, sizeBytes: 10 };

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
    expect(fileActions({ kind: 'here' }, { ...stays, isSaved: true })).toEqual(['show', 'save']);
  });

  it('of one that others fetch is stopping it, and letting it go on', () => {
    const fetcher = { node: 'ben', name: 'Ben', doneBytes: 4 };
    expect(fileActions({ kind: 'here', fetchers: [fetcher] }, stays)).toEqual(['holdBack', 'save']);
    const done = { ...fetcher, doneBytes: 10 };
    expect(fileActions({ kind: 'here', fetchers: [done] }, stays)).toEqual(['save']);
    expect(fileActions({ kind: 'here', isHeldBack: true }, stays)).toEqual(['giveAgain', 'save']);
    expect(fileActions({ kind: 'removed' }, stays)).toEqual([]);
  });

  it('is nothing with what burns', () => {
    expect(fileActions({ kind: 'here' }, { ...stays, isSaved: true, mayLeave: false })).toEqual([]);
  });

  it('begins with showing it inside where the app can, also of what burns', () => {
    expect(fileActions({ kind: 'here' }, { ...stays, isShown: true })).toEqual(['open', 'save']);
    expect(fileActions({ kind: 'here' }, { ...stays, mayLeave: false, isShown: true })).toEqual(['open']);
    expect(fileActions({ kind: 'offered' }, { ...stays, isShown: true })).toEqual(['fetch']);
  });
});

describe('opening a covered burn message', () => {
  it('shows it once its file is here, and fetches or holds that before', () => {
    const file = (state: FileStateView) => ({ sizeBytes: 10, state });
    expect(concealedDeed(null)).toBe('reveal');
    expect(concealedDeed(file({ kind: 'here' }))).toBe('reveal');
    expect(concealedDeed(file({ kind: 'offered' }))).toBe('fetch');
    expect(concealedDeed(file({ kind: 'paused', doneBytes: 1 }))).toBe('fetch');
    expect(concealedDeed(file({ kind: 'failed', reason: 'fileGone' }))).toBe('fetch');
    expect(concealedDeed(file({ kind: 'waiting', doneBytes: 0 }))).toBe('pause');
    expect(concealedDeed(file({ kind: 'fetching', doneBytes: 1 }))).toBe('pause');
  });
});
