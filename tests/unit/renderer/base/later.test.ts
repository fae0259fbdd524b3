// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { defineComponent, h } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { later, readLaterParts } from '../../../../renderer/base/later';

const greeting = defineComponent({
  props: { name: { type: String, required: true } },
  emits: ['told'],
  setup:
    (props, { emit, slots }) =>
    () =>
      h('button', { onClick: () => emit('told', props.name) }, [props.name, slots.default?.()]),
});

describe('a part behind the first screen', () => {
  it('is not read before something shows it, and then once', async () => {
    const load = vi.fn(() => Promise.resolve({ default: greeting }));
    const part = later(load);
    expect(load).not.toHaveBeenCalled();
    const first = mount(() => h(part, { name: 'Li' }));
    const second = mount(() => h(part, { name: 'Wu' }));
    expect([first.text(), second.text()]).toEqual(['', '']);
    await vi.waitFor(() => expect([first.text(), second.text()]).toEqual(['Li', 'Wu']));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('stands there at once when everything has been read, and takes and tells what the component does', async () => {
    const told: string[] = [];
    const part = later(() => Promise.resolve({ default: greeting }));
    await readLaterParts();
    const wrapper = mount(() =>
      h(
        part,
        { name: 'Li', class: 'own', onTold: (name: string) => told.push(name) },
        { default: () => '!' },
      ),
    );
    expect(wrapper.html()).toBe('<button class="own">Li!</button>');
    await wrapper.get('button').trigger('click');
    expect(told).toEqual(['Li']);
  });

  it('is read together with what only it knows of', async () => {
    const inner = vi.fn(() => Promise.resolve({ default: greeting }));
    later(() => {
      later(inner);
      return Promise.resolve({ default: greeting });
    });
    await readLaterParts();
    expect(inner).toHaveBeenCalledTimes(1);
  });

  it('is tried again when its file could not be read', async () => {
    let isThere = false;
    const part = later(() =>
      isThere ? Promise.resolve({ default: greeting }) : Promise.reject(new Error('not there')),
    );
    await expect(readLaterParts()).rejects.toThrow('not there');
    isThere = true;
    const wrapper = mount(() => h(part, { name: 'Li' }));
    await vi.waitFor(() => expect(wrapper.text()).toBe('Li'));
  });
});
