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

  it('are never more than eight entries', () => {
    const all = namesOf({
      copyText: 'text',
      canReply: true,
      revoke: { state: 'inProgress' },
      canBurnNow: true,
      refused: { action: 'retry' },
    });
    expect(all.flat().length).toBeLessThanOrEqual(8);
  });
});
