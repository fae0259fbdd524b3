import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../preload/contract/message-views';
import {
  foldText,
  lineText,
  messageMenu,
  revokeHint,
  revokeKeys,
} from '../../../../../renderer/features/conversation/view-model';
import { aMessage, noonMs } from '../../views';

describe('message menu', () => {
  const mine = { isMine: true, authorNode: 'node-me' } as const;

  it('offers to revoke an own message and tells the time left', () => {
    const menu = messageMenu(aMessage('1', mine), { revokeWindowSeconds: 120, serverNowMs: noonMs + 12_000 });
    expect(menu?.revoke).toEqual({ state: 'available', remainingMs: 108_000 });
  });

  it('promises no more than the whole time, however the clocks differ', () => {
    expect(
      messageMenu(aMessage('1', mine), { revokeWindowSeconds: 120, serverNowMs: noonMs - 800 })?.revoke,
    ).toEqual({
      state: 'available',
      remainingMs: 120_000,
    });
  });

  it('says why an own message cannot be revoked', () => {
    expect(
      messageMenu(aMessage('1', mine), { revokeWindowSeconds: 120, serverNowMs: noonMs + 120_000 })?.revoke,
    ).toEqual({
      state: 'windowOver',
      windowSeconds: 120,
    });
    const operation = { kind: 'revoke', state: 'pending', reason: null } as const;
    expect(
      messageMenu(aMessage('1', { ...mine, operation }), { revokeWindowSeconds: null, serverNowMs: noonMs })
        ?.revoke,
    ).toEqual({
      state: 'inProgress',
    });
  });

  it('has no limit when the settings have none', () => {
    expect(
      messageMenu(aMessage('1', mine), { revokeWindowSeconds: null, serverNowMs: noonMs * 2 })?.revoke,
    ).toEqual({
      state: 'available',
      remainingMs: null,
    });
  });

  it('does not offer to revoke what others wrote', () => {
    expect(messageMenu(aMessage('1'), { revokeWindowSeconds: 120, serverNowMs: noonMs })?.revoke).toBeNull();
  });

  it('offers to copy text but never what is meant to burn', () => {
    expect(messageMenu(aMessage('1'), { revokeWindowSeconds: 120, serverNowMs: noonMs })?.copyText).toBe(
      'text of 1',
    );
    const content = { kind: 'text', text: 'secret' } as const;
    const own = aMessage('1', {
      ...mine,
      body: { kind: 'burnOwn', content, seconds: 10, isOpened: false, expiresAtMs: noonMs },
    });
    expect(messageMenu(own, { revokeWindowSeconds: 120, serverNowMs: noonMs })?.copyText).toBeNull();
    const body = { kind: 'burnRevealed', content, seconds: 10, expiresAtMs: noonMs } as const;
    expect(messageMenu(aMessage('1', { body }), { revokeWindowSeconds: 120, serverNowMs: noonMs })).toEqual({
      copyText: null,
      canReply: false,
      canForward: false,
      canSelect: false,
      canEdit: false,
      canDeleteHere: false,
      revoke: null,
      canBurnNow: true,
      refused: null,
    });
  });

  it.each<readonly [string, Partial<MessageView>, boolean]>([
    ['a text', {}, true],
    ['a picture', { body: { kind: 'image', width: 1, height: 1 } }, true],
    ['an own text', mine, true],
    ['what the server does not have', { ...mine, delivery: { state: 'pending' } }, false],
    ['what is being revoked', { operation: { kind: 'revoke', state: 'pending', reason: null } }, false],
    ['what is not understood', { body: { kind: 'unsupported', text: 'new' } }, false],
  ])('knows whether %s can be answered', (_name, patch, isOffered) => {
    expect(
      messageMenu(aMessage('1', patch), { revokeWindowSeconds: 120, serverNowMs: noonMs })?.canReply ?? false,
    ).toBe(isOffered);
  });

  it('offers nothing but burning for what was opened and is covered again', () => {
    const body = { kind: 'burnConcealed', seconds: 10, expiresAtMs: noonMs } as const;
    expect(messageMenu(aMessage('1', { body }), { revokeWindowSeconds: 120, serverNowMs: noonMs })).toEqual({
      copyText: null,
      canReply: false,
      canForward: false,
      canSelect: false,
      canEdit: false,
      canDeleteHere: false,
      revoke: null,
      canBurnNow: true,
      refused: null,
    });
  });

  it('offers what helps instead of revoke for a message that was not sent', () => {
    const failed = aMessage('1', { ...mine, delivery: { state: 'failed', reason: 'timedOut' } });
    expect(messageMenu(failed, { revokeWindowSeconds: 120, serverNowMs: noonMs })).toMatchObject({
      refused: { action: 'retry' },
      revoke: null,
    });
  });

  it('does not exist where there is nothing to do', () => {
    expect(
      messageMenu(aMessage('1', { body: { kind: 'burned' } }), {
        revokeWindowSeconds: 120,
        serverNowMs: noonMs,
      }),
    ).toBeNull();
    expect(
      messageMenu(aMessage('1', { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null } }), {
        revokeWindowSeconds: 120,
        serverNowMs: noonMs,
      }),
    ).toBeNull();
  });
});

describe('revoke hint', () => {
  it('is there while there is something to revoke', () => {
    expect(revokeHint(null, noonMs)).toBeNull();
    expect(revokeHint({ messageId: '1', untilMs: noonMs }, noonMs)).toBeNull();
    expect(revokeHint({ messageId: '1', untilMs: noonMs + 1 }, noonMs)).toEqual({
      messageId: '1',
      tickingMs: 1,
    });
    expect(revokeHint({ messageId: '1', untilMs: null }, noonMs)).toEqual({
      messageId: '1',
      tickingMs: null,
    });
  });

  it('ticks in the last twenty seconds only', () => {
    const tickingMs = (leftMs: number) =>
      revokeHint({ messageId: '1', untilMs: noonMs + leftMs }, noonMs)?.tickingMs;
    expect([120_000, 20_001, 20_000, 1_000].map(tickingMs)).toEqual([null, null, 20_000, 1_000]);
  });
});

describe('line of an erased message', () => {
  const mine = { isMine: true, authorName: '林晓' } as const;
  const byMe = { kind: 'revoked', byMe: true, reeditUntilMs: null } as const;
  const burned = { kind: 'burned' } as const;

  it('names who revoked it in a room; where there is only one other, nobody has to be named', () => {
    const theirs = aMessage('1', { body: { ...byMe, byMe: false } });
    expect(lineText(aMessage('1', { ...mine, body: byMe }), '周一帆').key).toBe('revoke.byMe');
    expect(lineText(theirs, '周一帆')).toEqual({ key: 'revoke.byPeer', name: '', reason: null });
    expect(lineText(theirs, null)).toEqual({
      key: 'revoke.by',
      name: '周一帆',
      reason: null,
    });
  });

  it('T21: tells that it is being erased, and why it could not be erased yet', () => {
    const erasing = (reason: 'diskFull' | null) => aMessage('1', { body: { kind: 'erasing', reason } });
    expect(lineText(erasing(null), null)).toEqual({ key: 'burn.erasing', name: '', reason: null });
    expect(lineText(erasing('diskFull'), '周一帆')).toEqual({
      key: 'burn.erasingFailed',
      name: '',
      reason: 'diskFull',
    });
  });

  it('tells the author that it was read and burned, and the reader only that it burned', () => {
    expect(lineText(aMessage('1', { ...mine, body: burned }), '周一帆').key).toBe('burn.burnedBy');
    expect(lineText(aMessage('1', { body: burned }), '周一帆').key).toBe('burn.burned');
    expect(lineText(aMessage('1', { ...mine, body: burned }), null).key).toBe('burn.burned');
  });
});

describe('fold', () => {
  const fold = (count: number) =>
    ({
      kind: 'fold',
      key: 'fold:1',
      messageIds: Array.from({ length: count }, (_, index) => String(index)),
      lineCount: 0,
      isOpen: false,
      sortKey: '1',
    }) as const;

  it('counts by what became of the messages', () => {
    expect(foldText({ ...fold(3), revokedCount: 3, burnedCount: 0 })).toMatchObject({
      key: 'fold.revoked',
      count: 3,
    });
    expect(foldText({ ...fold(4), revokedCount: 0, burnedCount: 4 })).toMatchObject({
      key: 'fold.burned',
      count: 4,
    });
    expect(foldText({ ...fold(5), revokedCount: 3, burnedCount: 2 })).toEqual({
      key: 'fold.both',
      count: 5,
      revoked: 3,
      burned: 2,
    });
    expect(foldText({ ...fold(4), revokedCount: 0, burnedCount: 0 }).key).toBe('fold.vanished');
    expect(foldText({ ...fold(4), revokedCount: 2, burnedCount: 1 }).key).toBe('fold.mixed');
  });
});

describe('shortcut', () => {
  it('is printed the way the desktop prints it', () => {
    expect(revokeKeys(false)).toBe('Ctrl+Shift+Backspace');
    expect(revokeKeys(true)).toBe('⌘⇧⌫');
  });
});
