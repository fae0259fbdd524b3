// @vitest-environment happy-dom
import { TooltipRoot } from 'reka-ui';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import { HintTooltip } from '../../../../renderer/ui/HintTooltip';
import { mountInApp } from '../mount';

const press = vi.fn();
const control = defineComponent({
  setup: () => () => [
    h(HintTooltip, { text: 'What it does' }, () =>
      h('button', { type: 'button', onClick: press, 'data-state': 'own' }, 'A'),
    ),
    h('button', { type: 'button', id: 'other' }, 'B'),
  ],
});
const tooltip = (): string | null => document.querySelector('[role="tooltip"]')?.textContent ?? null;

describe('the hint of a control', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    press.mockClear();
    document.body.replaceChildren();
  });

  it('costs nothing until somebody comes to the control, which then is the element that it was', async () => {
    const wrapper = mountInApp(control);
    const { element } = wrapper.get('button');
    expect(wrapper.findAllComponents(TooltipRoot)).toHaveLength(0);
    await wrapper.get('button').trigger('pointerenter');
    await nextTick();
    expect(wrapper.findAllComponents(TooltipRoot)).toHaveLength(1);
    expect(wrapper.get('button').element).toBe(element);
    expect(wrapper.get('button').attributes('data-state')).toBe('own');
    await wrapper.get('button').trigger('click');
    expect(press).toHaveBeenCalledOnce();
    wrapper.unmount();
  });

  it('is shown to the pointer that rests, from the first time on, and goes with it', async () => {
    const wrapper = mountInApp(control);
    await wrapper.get('button').trigger('pointerenter');
    await nextTick();
    expect(tooltip()).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tooltip()).toBe('What it does');
    expect(wrapper.get('button').attributes('aria-describedby')).toBe(
      document.querySelector('[role="tooltip"]')?.id,
    );
    await wrapper.get('button').trigger('click');
    await nextTick();
    expect(tooltip()).toBeNull();
    expect(wrapper.get('button').attributes('aria-describedby')).toBeUndefined();
    wrapper.unmount();
  });

  it('is shown at once to who goes there with the keyboard, and goes with the focus', async () => {
    const wrapper = mountInApp(control);
    const { element } = wrapper.get('button');
    element.focus();
    await nextTick();
    await nextTick();
    expect(tooltip()).toBe('What it does');
    expect(document.activeElement).toBe(element);
    element.blur();
    await vi.advanceTimersByTimeAsync(0);
    expect(tooltip()).toBeNull();
    wrapper.unmount();
  });
});
