import { describe, expect, it } from 'vitest';
import {
  authorTone,
  avatarGradient,
  avatarGradientCount,
  avatarGround,
  avatarInitials,
} from '../../../../renderer/ui/avatar';

describe('avatar', () => {
  it('chooses the same gradient for the same id, whatever the name', () => {
    expect(avatarGradient('node-1')).toBe(avatarGradient('node-1'));
  });

  it('spreads ids over all gradients', () => {
    const used = new Set(Array.from({ length: 200 }, (_, index) => avatarGradient(`node-${index}`)));
    expect(used.size).toBe(avatarGradientCount);
  });

  it('and the name of its owner in a room have one colour', () => {
    const number = avatarGradient('node-1');
    expect(avatarGround('node-1')).toContain(`var(--avatar-${number}-from)`);
    expect(authorTone('node-1')).toBe(`var(--author-${number})`);
  });

  it('shows the first character, whole even outside the basic plane', () => {
    expect(avatarInitials('周一帆')).toBe('周');
    expect(avatarInitials('  alice')).toBe('A');
    expect(avatarInitials('𠮷田')).toBe('𠮷');
    expect(avatarInitials('')).toBe('?');
  });
});
