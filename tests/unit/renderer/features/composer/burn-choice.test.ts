import { describe, expect, it } from 'vitest';
import { burnChoiceOf, suggestedBurnSeconds } from '../../../../../renderer/features/composer/burn-choice';
import { newDraft } from '../../../../../renderer/features/composer/chat-draft';

const chat = { kind: 'user', burnDefaultSeconds: null } as const;
const burningChat = { kind: 'user', burnDefaultSeconds: 60 } as const;

describe('the suggested reading time', () => {
  it.each([
    ['nothing, as for a picture', '', 10],
    ['a Latin sentence', 'a'.repeat(100), 10],
    ['what is just read in ten seconds', 'a'.repeat(150), 10],
    ['one character more', 'a'.repeat(151), 30],
    ['fifty Chinese characters', '字'.repeat(50), 10],
    ['a hundred Chinese characters', '字'.repeat(100), 30],
    ['a long paragraph', '字'.repeat(300), 60],
    ['a page', 'a'.repeat(3_000), 300],
    ['more than the longest time allows for', '字'.repeat(10_000), 300],
    ['both scripts in one text', '字'.repeat(40) + 'a'.repeat(60), 30],
  ])('of %s', (_, text, seconds) => expect(suggestedBurnSeconds(text)).toBe(seconds));
});

describe('whether the next message burns', () => {
  it('is what the user chose for it, else what the chat says', () => {
    expect(burnChoiceOf(newDraft(), chat)).toMatchObject({
      state: 'plain',
      isBurn: false,
      defaultSeconds: null,
    });
    expect(burnChoiceOf({ ...newDraft(), mode: 'burn' }, chat).isBurn).toBe(true);
    expect(burnChoiceOf(newDraft(), burningChat)).toEqual({
      state: 'byDefault',
      isBurn: true,
      seconds: 60,
      defaultSeconds: 60,
    });
    expect(burnChoiceOf({ ...newDraft(), mode: 'plain' }, burningChat).isBurn).toBe(false);
  });

  it('takes the chosen time before the time of the chat, and that before the length of the text', () => {
    const long = { ...newDraft(), text: '字'.repeat(1_000) };
    expect(burnChoiceOf(long, chat).seconds).toBe(300);
    expect(burnChoiceOf(long, burningChat).seconds).toBe(60);
    expect(burnChoiceOf({ ...long, burnSeconds: 5 }, burningChat).seconds).toBe(5);
  });

  it('of a recording leaves time to hear it to its end, unless another one was chosen', () => {
    const soundMs = 27_000;
    expect(burnChoiceOf(newDraft(), chat, 4_000).seconds).toBe(10);
    expect(burnChoiceOf(newDraft(), chat, soundMs).seconds).toBe(60);
    expect(burnChoiceOf({ ...newDraft(), burnSeconds: 5 }, chat, soundMs).seconds).toBe(5);
  });

  it('is never so in a room', () => {
    const room = { kind: 'room', burnDefaultSeconds: null } as const;
    expect(burnChoiceOf({ ...newDraft(), mode: 'burn' }, room).isBurn).toBe(false);
  });
});
