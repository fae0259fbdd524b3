import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../preload/contract/result';
import { iconsFor } from '../../../main/app/icons';
import { describeRevokeOutcome } from '../../../main/app/revoke-last';
import { textsFor } from '../../../main/app/texts';
import { trayMenu, trayTooltip } from '../../../main/app/tray-menu';
import { hasTray } from '../../../main/app/tray-presence';

const translate = textsFor('en');

describe('the tray', () => {
  it('offers to show, to revoke the last message and to quit, in the language of the app', () => {
    const done: string[] = [];
    const actions = {
      show: () => void done.push('show'),
      revokeLast: () => void done.push('revokeLast'),
      lock: () => void done.push('lock'),
      quit: () => void done.push('quit'),
    };
    const items = trayMenu(actions, textsFor('zh-CN'), 'off');
    expect(items.map((item) => ('label' in item ? item.label : '-'))).toEqual([
      '打开 Tim Desktop',
      '撤回上一条消息',
      '-',
      '退出',
    ]);
    for (const item of items) if ('click' in item) item.click();
    expect(done).toEqual(['show', 'revokeLast', 'quit']);
  });

  it('locks where there is a lock, and offers of a locked app nothing but its window and its end', () => {
    const nothing = (): void => undefined;
    const actions = { show: nothing, revokeLast: nothing, lock: nothing, quit: nothing };
    const labels = (lock: 'open' | 'locked'): readonly string[] =>
      trayMenu(actions, textsFor('zh-CN'), lock).map((item) => ('label' in item ? item.label : '-'));
    expect(labels('open')).toEqual(['打开 Tim Desktop', '撤回上一条消息', '锁定', '-', '退出']);
    expect(labels('locked')).toEqual(['打开 Tim Desktop', '-', '退出']);
  });

  it('tells how many messages are unread', () => {
    expect(trayTooltip(0, translate)).toBe('Tim Desktop');
    expect(trayTooltip(7, translate)).toBe('Tim Desktop · 7 unread');
    expect(trayTooltip(1_234, translate)).toContain('999+');
  });

  it('says in words whether the last message was revoked', () => {
    expect(describeRevokeOutcome(succeed({ chatTitle: '周一帆' }), translate)).toEqual({
      title: 'Message revoked',
      body: 'Your message to 周一帆 was revoked',
    });
    expect(describeRevokeOutcome(fail('nothingToRevoke'), translate)).toEqual({
      title: 'Not revoked',
      body: 'There is nothing to revoke.',
    });
    expect(describeRevokeOutcome(fail('internal'), translate).body).toContain('try again');
  });

  it('shows a template on macOS and a coloured picture elsewhere', () => {
    expect(iconsFor('darwin', '/icons').trayUnread).toContain('trayUnreadTemplate.png');
    expect(iconsFor('linux', '/icons').tray).toMatch(/tray\.png$/);
  });
});

describe('hasTray', () => {
  const refuse = (): Promise<string> => Promise.reject(new Error('asked'));

  it('never asks on Windows and macOS', async () => {
    expect(await hasTray('win32', { hasBus: false, run: refuse })).toBe(true);
    expect(await hasTray('darwin', { hasBus: false, run: refuse })).toBe(true);
  });

  it('asks the session bus on Linux', async () => {
    const answering = (answer: string) => ({ hasBus: true, run: () => Promise.resolve(answer) });
    expect(await hasTray('linux', answering('method return\n   boolean true\n'))).toBe(true);
    expect(await hasTray('linux', answering('method return\n   boolean false\n'))).toBe(false);
  });

  it('asks nobody where there is no session bus', async () => {
    const run = () => Promise.resolve('true');
    expect(await hasTray('linux', { hasBus: false, run })).toBe(false);
  });

  it('asks another program when the first one is missing', async () => {
    const run = (file: string) => (file === 'busctl' ? Promise.resolve('b true') : refuse());
    expect(await hasTray('linux', { hasBus: true, run })).toBe(true);
  });

  it('says no when nobody answers, so that a window is never hidden for good', async () => {
    expect(await hasTray('linux', { hasBus: true, run: refuse })).toBe(false);
  });
});
