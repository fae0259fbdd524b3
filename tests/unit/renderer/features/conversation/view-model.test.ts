import { describe, expect, it } from 'vitest';
import {
  countdown,
  messageMenu,
  revokeHint,
  timelineRows,
  type TimelineRow,
} from '../../../../../renderer/features/conversation/view-model';
import { aMessage, noonMs } from '../../views';

const minuteMs = 60_000;

function groupsOf(rows: readonly TimelineRow[]): readonly string[] {
  return rows.map((row) =>
    row.kind === 'day' ? 'day' : `${row.isFirst ? '(' : ''}${row.message.messageId}${row.isLast ? ')' : ''}`,
  );
}

describe('timeline rows', () => {
  it('group by author and minute', () => {
    const rows = timelineRows(
      [
        aMessage('1'),
        aMessage('2', { sentAtMs: noonMs + 59_000 }),
        aMessage('3', { sentAtMs: noonMs + minuteMs }),
        aMessage('4', { sentAtMs: noonMs + minuteMs, isMine: true, authorNode: 'node-me' }),
      ],
      noonMs,
      'en',
    );
    expect(groupsOf(rows)).toEqual(['day', '(1', '2)', '(3)', '(4)']);
  });

  it('end a group at a line', () => {
    const rows = timelineRows(
      [
        aMessage('1'),
        aMessage('2', { body: { kind: 'revoked', byMe: false, reeditUntilMs: null } }),
        aMessage('3'),
      ],
      noonMs,
      'en',
    );
    expect(groupsOf(rows)).toEqual(['day', '(1)', '(2)', '(3)']);
  });

  it('divide days, and never use a key twice', () => {
    const rows = timelineRows(
      [aMessage('1', { sentAtMs: noonMs - 24 * 60 * minuteMs }), aMessage('2'), aMessage('3')],
      noonMs,
      'en',
    );
    expect(groupsOf(rows)).toEqual(['day', '(1)', 'day', '(2', '3)']);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});

describe('message menu', () => {
  const mine = { isMine: true, authorNode: 'node-me' } as const;

  it('offers to revoke an own message and tells the time left', () => {
    const menu = messageMenu(aMessage('1', mine), 120, noonMs + 12_000);
    expect(menu?.revoke).toEqual({ state: 'available', remainingMs: 108_000 });
  });

  it('says why an own message cannot be revoked', () => {
    expect(messageMenu(aMessage('1', mine), 120, noonMs + 120_000)?.revoke).toEqual({ state: 'windowOver' });
    const operation = { kind: 'revoke', state: 'pending', reason: null } as const;
    expect(messageMenu(aMessage('1', { ...mine, operation }), null, noonMs)?.revoke).toEqual({
      state: 'inProgress',
    });
  });

  it('has no limit when the settings have none', () => {
    expect(messageMenu(aMessage('1', mine), null, noonMs * 2)?.revoke).toEqual({
      state: 'available',
      remainingMs: null,
    });
  });

  it('does not offer to revoke what others wrote', () => {
    expect(messageMenu(aMessage('1'), 120, noonMs)?.revoke).toBeNull();
  });

  it('offers to copy text but never what is meant to burn', () => {
    expect(messageMenu(aMessage('1'), 120, noonMs)?.copyText).toBe('text of 1');
    const content = { kind: 'text', text: 'secret' } as const;
    const own = aMessage('1', {
      ...mine,
      body: { kind: 'burnOwn', content, seconds: 10, isOpened: false, expiresAtMs: noonMs },
    });
    expect(messageMenu(own, 120, noonMs)?.copyText).toBeNull();
    const body = { kind: 'burnRevealed', content, seconds: 10, expiresAtMs: noonMs } as const;
    expect(messageMenu(aMessage('1', { body }), 120, noonMs)).toEqual({
      copyText: null,
      revoke: null,
      canBurnNow: true,
      canRetry: false,
    });
  });

  it('offers retry instead of revoke for a message that was not sent', () => {
    const failed = aMessage('1', { ...mine, delivery: { state: 'failed', reason: 'notFriends' } });
    expect(messageMenu(failed, 120, noonMs)).toMatchObject({ canRetry: true, revoke: null });
  });

  it('does not exist where there is nothing to do', () => {
    expect(messageMenu(aMessage('1', { body: { kind: 'burned' } }), 120, noonMs)).toBeNull();
    expect(
      messageMenu(
        aMessage('1', { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null } }),
        120,
        noonMs,
      ),
    ).toBeNull();
  });
});

describe('revoke hint', () => {
  it('is there while there is something to revoke', () => {
    expect(revokeHint(null, noonMs)).toBeNull();
    expect(revokeHint({ messageId: '1', untilMs: noonMs + 1 }, noonMs)).toEqual({ remainingMs: 1 });
    expect(revokeHint({ messageId: '1', untilMs: noonMs }, noonMs)).toBeNull();
    expect(revokeHint({ messageId: '1', untilMs: null }, noonMs)).toEqual({ remainingMs: null });
  });
});

describe('countdown', () => {
  it('counts whole seconds and the part that is left', () => {
    expect(countdown(10_000, 10, 4_500)).toMatchObject({ secondsLeft: 6, fraction: 0.55, isEnding: false });
    expect(countdown(10_000, 10, 7_500).isEnding).toBe(true);
    expect(countdown(10_000, 10, 99_000)).toMatchObject({ secondsLeft: 0, fraction: 0 });
  });

  it('stays full when the clock was set back', () => {
    expect(countdown(10_000, 10, -50_000).fraction).toBe(1);
  });

  it('is announced in few steps', () => {
    const said = new Set(
      Array.from({ length: 300 }, (_, second) => countdown(300_000, 300, second * 1000).announcedSeconds),
    );
    expect([...said]).toEqual([300, 60, 30, 10, 3]);
  });
});
