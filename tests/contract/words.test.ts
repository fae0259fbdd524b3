import { describe, expect, it } from 'vitest';
import english from '../../resources/locales/en.json';
import chinese from '../../resources/locales/zh-CN.json';
import {
  columnsOf,
  labelOfMain,
  labelsOfComponent,
  labelsOfFolder,
  mostColumns,
  type Label,
} from '../support/label-kinds';
import {
  breachesBetween,
  breachesInChinese,
  breachesInEnglish,
  entriesOf,
  type Entry,
} from '../support/word-rules';

const inChinese = entriesOf(chinese);
const inEnglish = entriesOf(english);

/** Labels that are too long, in words. */
function tooLong(labels: readonly Label[], entries: readonly Entry[]): readonly string[] {
  const texts = new Map(entries);
  return labels.flatMap(({ key, kind }) => {
    const columns = columnsOf(texts.get(key) ?? '');
    return columns <= mostColumns[kind]
      ? []
      : [`${key}: ${columns} columns, where a ${kind} has ${mostColumns[kind]}`];
  });
}

describe('words of the catalogues', () => {
  it('are the same for the same thing, and have the signs of Chinese in Chinese', () => {
    expect(inChinese.flatMap(breachesInChinese)).toEqual([]);
  });

  it('are the same for the same thing, and have the signs of English in English', () => {
    expect(inEnglish.flatMap(breachesInEnglish)).toEqual([]);
  });

  it('are there in both languages, with the same places', () => {
    expect(breachesBetween(inChinese, inEnglish)).toEqual([]);
  });

  it('fit where they have one line, at 900x600', () => {
    const labels = [
      ...labelsOfFolder('renderer'),
      ...inEnglish.map(([key]) => labelOfMain(key)).filter((label) => label !== null),
    ];
    // The search for them has not gone blind.
    expect(new Set(labels.map(({ kind }) => kind))).toEqual(new Set(Object.keys(mostColumns)));
    expect(tooLong(labels, inChinese)).toEqual([]);
    expect(tooLong(labels, inEnglish)).toEqual([]);
  });
});

describe('rules of words', () => {
  it.each([
    ['a word of another messenger', 'rooms.title', '聊天室', '群聊'],
    ['a word that we once had', 'chatList.failed', '聊天列表没能载入。', '加载'],
    ['a word of a place', 'contacts.accept', '接受', '同意'],
    ['a half-width comma', 'a.b', '还没有聊天,先添加一位好友吧。', 'full-width'],
    ['a half-width full stop', 'a.b', '还没有聊天.', 'full-width'],
    ['a half-width sign after a place', 'a.b', '已到 {reason}.', 'full-width'],
    ['half-width brackets', 'a.b', '撤回(进行中)', 'brackets'],
    ['straight quotation marks', 'a.b', '与"{name}"聊天', 'names stand in'],
    ['a space around a name', 'a.b', '与 “{name}” 聊天', 'no spaces around'],
    ['a space within the marks of a name', 'a.b', '与“ 林晓 ”聊天', 'no spaces within'],
    ['a name without marks', 'a.b', '与{name}聊天', 'a name in a sentence'],
    ['Chinese and Latin without a space', 'a.b', '复制ID', 'a space between'],
    ['a space beside a full-width sign', 'a.b', '还没有， 先添加', 'no space beside'],
    ['three dots', 'a.b', '正在连接...', 'ellipsis'],
    ['an exclamation mark', 'a.b', '已发送！', 'exclamation'],
  ])('refuse in Chinese %s', (_what, key, text, rule) => {
    expect(breachesInChinese([key, text]).join('\n')).toContain(rule);
  });

  it.each([
    ['a word of another messenger', 'Unsend', '“revoke”'],
    ['a word that we once had', 'Signed in elsewhere.', '“another device”'],
    ['three dots', 'Connecting...', 'ellipsis'],
    ['an exclamation mark', 'Sent!', 'exclamation'],
    ['a Chinese sign', 'Sent。', 'no Chinese'],
    ['a space before a sign', 'Not sent : {reason}', 'no space before'],
    ['a curly apostrophe', 'Couldn’t load', 'apostrophes'],
  ])('refuse in English %s', (_what, text, rule) => {
    expect(breachesInEnglish(['a.b', text]).join('\n')).toContain(rule);
  });

  it('refuse a text of one language only, and other places than in the other language', () => {
    expect(breachesBetween([['a', '{count} 条']], [['a', '{number} more']])).toEqual([
      'a: places {count} and {number}',
    ]);
    expect(breachesBetween([['a', '甲']], [])).toEqual(['a: only in one language']);
  });

  it.each([
    ['button', "<BaseButton>{{ t('a') }}</BaseButton>"],
    ['button', '<button class="action"><span>{{ t(\'a\', { b }) }}</span></button>'],
    ['card', '<button class="concealed">{{ t(\'a\') }}</button>'],
    ['menu entry', "<DropdownMenuItem>{{ t('a') }}</DropdownMenuItem>"],
    ['heading', "<h2>{{ t('a') }}</h2>"],
    ['field', '<TextField :label="t(\'a\')" />'],
    ['placeholder', '<input :placeholder="t(\'a\')" />'],
    ['tooltip', '<HintTooltip :text="t(\'a\')"><b /></HintTooltip>'],
  ] as const)('know a %s when they see one, and refuse one that is too long', (kind, template) => {
    const labels = labelsOfComponent(`<template><div>${template}</div></template>`);
    expect(labels).toEqual([{ key: 'a', kind }]);
    expect(tooLong(labels, [['a', '长'.repeat(mostColumns[kind] / 2)]])).toEqual([]);
    expect(tooLong(labels, [['a', `${'长'.repeat(mostColumns[kind] / 2)}.`]])).toHaveLength(1);
  });

  it('know a choice when they see one', () => {
    const source =
      '<script setup lang="ts">const choices = [{ value: 1, label: t(\'a\') }];</script><template><p /></template>';
    expect(labelsOfComponent(source)).toEqual([{ key: 'a', kind: 'choice' }]);
  });
});
