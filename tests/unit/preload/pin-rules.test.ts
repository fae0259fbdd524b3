import { describe, expect, it } from 'vitest';
import { pinRefusal, pinWeakness, type PinWeakness } from '../../../preload/contract/pin-rules';

const weak: readonly (readonly [string, PinWeakness])[] = [
  ['0000', 'repeated'],
  ['1212', 'repeated'],
  ['123123', 'repeated'],
  ['1234', 'sequence'],
  ['987654', 'sequence'],
  ['qwerty', 'sequence'],
  ['１２３４', 'sequence'],
  ['1987', 'date'],
  ['2512', 'date'],
  ['24121990', 'date'],
  ['19901224', 'date'],
  ['901224', 'date'],
  ['7392', 'short'],
  ['73926', 'short'],
];

describe('the words about a PIN', () => {
  it.each(weak)('say of %s that it is %s', (pin, weakness) => {
    expect(pinWeakness(pin)).toBe(weakness);
    expect(pinRefusal(pin)).toBeNull();
  });

  it.each(['739261', 'correct horse', '密码很长很长', 'tq7!'])('say nothing of %s', (pin) => {
    expect(pinWeakness(pin)).toBeNull();
  });

  it('say of what is too short to be taken nothing else', () => {
    expect(pinWeakness('111')).toBeNull();
    expect(pinRefusal('111')).toBe('pinTooShort');
    expect(pinRefusal('👍🏽👍🏽')).toBeNull();
    expect(pinRefusal('')).toBe('pinTooShort');
  });
});
