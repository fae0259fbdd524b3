import { describe, expect, it } from 'vitest';
import {
  nextExpiryMs,
  withChanged,
  withEarlierPage,
  withoutExpired,
} from '../../../../../renderer/features/conversation/message-list';
import { aMessage } from '../../views';

const idsOf = ({ messages }: { readonly messages: readonly { readonly messageId: string }[] }) =>
  messages.map(({ messageId }) => messageId);
const loaded = { messages: [aMessage('m3'), aMessage('m5')], earlier: 'cursor' };
const revealed = (messageId: string, expiresAtMs: number) =>
  aMessage(messageId, {
    body: { kind: 'burnRevealed', content: { kind: 'text', text: 'secret' }, seconds: 10, expiresAtMs },
  });

describe('loaded messages', () => {
  it('take new messages in the order of their sort keys', () => {
    expect(idsOf(withChanged(loaded, ['m4', 'm6'], [aMessage('m6'), aMessage('m4')]))).toEqual([
      'm3',
      'm4',
      'm5',
      'm6',
    ]);
  });

  it('remove messages that main does not know any more', () => {
    expect(idsOf(withChanged(loaded, ['m3'], []))).toEqual(['m5']);
  });

  it('move a message whose place has changed', () => {
    const moved = aMessage('m3', { sortKey: 'm9' });
    expect(idsOf(withChanged(loaded, ['m3'], [moved]))).toEqual(['m5', 'm3']);
  });

  it('leave out what lies above the loaded part, which comes with its page', () => {
    expect(idsOf(withChanged(loaded, ['m1'], [aMessage('m1')]))).toEqual(['m3', 'm5']);
    expect(idsOf(withChanged({ ...loaded, earlier: null }, ['m1'], [aMessage('m1')]))).toEqual([
      'm1',
      'm3',
      'm5',
    ]);
  });

  it('put an earlier page in front', () => {
    const page = { messages: [aMessage('m1'), aMessage('m2')], earlier: null };
    const merged = withEarlierPage({ ...loaded, isEarlierKnown: true }, page);
    expect(merged.isEarlierKnown).toBe(false);
    expect(idsOf(merged)).toEqual(['m1', 'm2', 'm3', 'm5']);
    expect(merged.earlier).toBeNull();
  });

  it('lose the text of a revealed message at the very end of its time', () => {
    const messages = [revealed('m1', 1_000), revealed('m2', 2_000)];
    expect(withoutExpired(messages, 999)).toBe(messages);
    const after = withoutExpired(messages, 1_000);
    expect(after[0]?.body).toEqual({ kind: 'erasing', reason: null });
    expect(after[1]).toBe(messages[1]);
  });

  it('know when the next text expires', () => {
    expect(nextExpiryMs([aMessage('m1')])).toBeNull();
    expect(nextExpiryMs([revealed('m1', 2_000), revealed('m2', 1_000)])).toBe(1_000);
  });

  it('lose an own text with its clock, and a concealed message, too', () => {
    const content = { kind: 'text', text: 'secret' } as const;
    const own = { kind: 'burnOwn', content, seconds: 10, isOpened: true, expiresAtMs: 1_000 } as const;
    const messages = [
      aMessage('m1', { isMine: true, body: own }),
      aMessage('m2', { isMine: true, body: { ...own, isOpened: false } }),
      aMessage('m3', { isMine: true, body: { ...own, isOpened: false, expiresAtMs: null } }),
      aMessage('m4', { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: 1_000 } }),
      aMessage('m5', { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null } }),
    ];
    expect(withoutExpired(messages, 999)).toBe(messages);
    const [opened, unread, unsent, covered, concealed] = withoutExpired(messages, 1_000);
    // What has become of it is main's to say, when it is gone from the disk.
    for (const gone of [opened, unread, covered])
      expect(gone?.body).toEqual({ kind: 'erasing', reason: null });
    expect([unsent, concealed]).toEqual([messages[2], messages[4]]);
    expect(nextExpiryMs(messages)).toBe(1_000);
    expect(nextExpiryMs([messages[2], messages[4]].flatMap((message) => message ?? []))).toBeNull();
  });
});
