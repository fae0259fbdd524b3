// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import PresenceDot from '../../../../renderer/ui/PresenceDot.vue';

describe('dot on an avatar', () => {
  it.each(['online', 'away', 'busy'] as const)('tells %s by a shape of its own', (presence) => {
    expect(mount(PresenceDot, { props: { presence } }).get('.dot').classes()).toContain(presence);
  });

  it('is not there for somebody who is offline', () => {
    expect(
      mount(PresenceDot, { props: { presence: 'offline' } })
        .find('.dot')
        .exists(),
    ).toBe(false);
  });
});
