import { describe, expect, it } from 'vitest';
import { avatarGradient, avatarGradientCount, avatarInitials } from '../../../../renderer/ui/avatar';

describe('avatar', () => {
  it('chooses the same gradient for the same id, whatever the name', () => {
    expect(avatarGradient('node-1')).toBe(avatarGradient('node-1'));
  });

  it('spreads ids over all gradients', () => {
    const used = new Set(Array.from({ length: 200 }, (_, index) => avatarGradient(`node-${index}`)));
    expect(used.size).toBe(avatarGradientCount);
  });

  it('shows the first character, whole even outside the basic plane', () => {
    expect(avatarInitials('周一帆')).toBe('周');
    expect(avatarInitials('  alice')).toBe('A');
    expect(avatarInitials('𠮷田')).toBe('𠮷');
    expect(avatarInitials('')).toBe('?');
  });
});
