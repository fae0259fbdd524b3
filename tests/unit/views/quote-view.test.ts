import { describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import type { Message } from '../../../main/domain/message';
import { toQuoteView } from '../../../main/views/quote-view';
import { aMessage } from '../../support/a-message';

const view = (change: Partial<Message> = {}) => toQuoteView(aMessage(change), (node) => `name of ${node}`);
const about = { messageId: 'message-1', authorName: 'name of peer', isMine: false };

describe('what an answer shows of the message that it answers', () => {
  it('is one line of its text', () => {
    expect(view({ text: ' 第一行\n\n第二行  ' })).toEqual({ kind: 'text', ...about, text: '第一行 第二行' });
    const long = view({ text: '🔥'.repeat(5_000) });
    expect(long).toEqual({ kind: 'text', ...about, text: '🔥'.repeat(120) });
  });

  it.each<readonly [string, Partial<Message>, string]>([
    ['a picture', { contentKind: 'image', text: null }, 'image'],
    ['what is not understood', { contentKind: 'unsupported' }, 'unsupported'],
    ['a revoked message', { contentState: 'revoked', revokedBy: toNodeId('peer'), text: null }, 'revoked'],
    ['a vanished message', { contentState: 'revoked', text: null }, 'vanished'],
    ['a burned message', { contentState: 'burned', text: null }, 'burned'],
    ['a burn message', { burnTerms: { seconds: 10, maxUnreadSeconds: 60 } }, 'burn'],
    [
      'a burn picture that was opened',
      { contentKind: 'image', burnTerms: { seconds: 10, maxUnreadSeconds: 60 }, revealedAtMs: 1 },
      'burn',
    ],
  ])('is nothing but the kind of %s', (_name, change, kind) => {
    expect(view(change)).toEqual({ kind, ...about });
  });

  it('is one line of what goes with a picture', () => {
    const change = { contentKind: 'image', text: '夜里\n的海' } as const;
    expect(view(change)).toEqual({ kind: 'image', ...about, caption: '夜里 的海' });
    expect(view({ ...change, burnTerms: { seconds: 10, maxUnreadSeconds: 60 } })).toEqual({
      kind: 'burn',
      ...about,
    });
  });

  it('says that the message is not here', () => {
    expect(toQuoteView(null, String)).toEqual({ kind: 'missing' });
    expect(view({ contentState: 'withdrawn', text: null })).toEqual({ kind: 'missing' });
  });
});
