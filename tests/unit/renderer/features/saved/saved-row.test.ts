// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import SavedRow from '../../../../../renderer/features/saved/SavedRow.vue';
import { byTestId, mountInApp } from '../../mount';

enableAutoUnmount(afterEach);

function textOf(title: string, { authorName = '周一帆', isMine = false } = {}): string {
  const quote = { kind: 'text' as const, messageId: 'm1', authorName, isMine, text: '下周三上线' };
  const message = { messageId: 'm1', conversationId: 'c1', title, sentAtMs: 1_790_000_000_000, quote };
  return mountInApp(SavedRow, { message, time: '14:20', isTabStop: true }).get(byTestId('saved-go')).text();
}

describe('a saved message', () => {
  it('names its chat and who said it, and a chat of two once', () => {
    expect(textOf('产品评审')).toContain('周一帆');
    expect(textOf('周一帆').split('周一帆')).toHaveLength(2);
    // My own is mine in every chat.
    expect(textOf('周一帆', { isMine: true, authorName: '林小满' })).toMatch(/周一帆.*You/);
  });
});
