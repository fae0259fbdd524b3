import { describe, expect, it } from 'vitest';
import { messageMenuGroups } from '../../../../../renderer/features/conversation/message-menu-entries';
import type { MessageMenuModel } from '../../../../../renderer/features/conversation/view-model';

const nothing: MessageMenuModel = {
  copyText: null,
  canReply: false,
  canForward: false,
  canSelect: false,
  canDeleteHere: false,
  revoke: null,
  canEdit: false,
  canBurnNow: false,
  refused: null,
};
const namesOf = (patch: Partial<MessageMenuModel>) =>
  messageMenuGroups({ ...nothing, ...patch }).map((group) => group.map(({ name }) => name));

describe('groups of a message menu', () => {
  it('stand in a fixed order, and what makes no sense is absent', () => {
    expect(namesOf({ canReply: true, copyText: 'text', revoke: { state: 'inProgress' } })).toEqual([
      ['reply', 'copy'],
      ['revoke'],
    ]);
    expect(namesOf({ copyText: 'text', refused: { action: 'retry' } })).toEqual([
      ['copy', 'retry'],
      ['discard'],
    ]);
  });

  it('leave of a burn message burning alone, or revoking alone', () => {
    expect(namesOf({ canBurnNow: true })).toEqual([['burnNow']]);
    expect(namesOf({ revoke: { state: 'available', remainingMs: null } })).toEqual([['revoke']]);
  });

  it('are never more than eight entries, at a link as well', () => {
    const all: Partial<MessageMenuModel> = {
      copyText: 'text',
      canReply: true,
      canForward: true,
      canSelect: true,
      canDeleteHere: true,
      isPinned: false,
      isSaved: false,
      revoke: { state: 'inProgress' },
      canEdit: true,
    };
    const atLink: Partial<MessageMenuModel> = { ...all, linkAddress: 'https://example.org' };
    for (const patch of [all, atLink, { ...all, canEdit: false }, { ...atLink, canEdit: false }])
      expect(namesOf(patch).flat().length).toBeLessThanOrEqual(8);
    expect(
      namesOf({
        copyText: 'text',
        canReply: true,
        revoke: { state: 'inProgress' },
        canBurnNow: true,
        refused: { action: 'retry' },
      }).flat().length,
    ).toBeLessThanOrEqual(8);
  });

  it('save a message or let it go, but of a text that can be edited', () => {
    expect(namesOf({ isSaved: false })).toEqual([['save']]);
    expect(namesOf({ isSaved: true })).toEqual([['letGo']]);
    expect(namesOf({ isSaved: false, canEdit: true })).toEqual([['editText']]);
  });

  it('have the address of the link at which they were asked for, in the place of the pin', () => {
    const message: Partial<MessageMenuModel> = { copyText: 'text', canForward: true, isPinned: false };
    expect(namesOf(message)).toEqual([['copy', 'forward', 'pin']]);
    expect(namesOf({ ...message, linkAddress: 'https://example.org' })).toEqual([
      ['copy', 'copyLink', 'forward'],
    ]);
  });
});
