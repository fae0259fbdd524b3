// @vitest-environment happy-dom
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import SearchField from '../../../../renderer/ui/SearchField.vue';
import { byTestId } from '../mount';

enableAutoUnmount(afterEach);

const words = { label: 'Search', clearLabel: 'Clear', testId: 'field' };

/** The field and all that it has told; it shows what it told last. */
function aField(): { field: VueWrapper; element: HTMLInputElement; told: string[] } {
  const told: string[] = [];
  const field = mount(SearchField, {
    props: {
      ...words,
      modelValue: '',
      'onUpdate:modelValue': (text: string) => {
        told.push(text);
        void field.setProps({ modelValue: text });
      },
    },
    attachTo: document.body,
  });
  return { field, element: field.get<HTMLInputElement>(byTestId('field')).element, told };
}

/** Whether a text is within reach of something by its properties; elements of the document show what they hold. */
function holds(root: object, text: string): boolean {
  const seen = new Set<object>();
  const left: object[] = [root];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (seen.has(next) || next instanceof Node) continue;
    seen.add(next);
    for (const [name, value] of Object.entries(next) as [string, unknown][]) {
      if (value === text) return true;
      // Vue warns of whoever goes through these; they hold nothing by themselves.
      if (typeof value === 'object' && value !== null && !/proxy/iu.test(name)) left.push(value);
    }
  }
  return false;
}

describe('the field of a search', () => {
  it('holds nothing of a text that was cleared, by its key, its button or from around it', async () => {
    const { field, element } = aField();
    const ways = [
      () => field.get(byTestId('field')).trigger('keydown', { key: 'Escape' }),
      () => field.get('button').trigger('click'),
      () => field.setProps({ modelValue: '' }),
    ];
    for (const clear of ways) {
      await field.get(byTestId('field')).setValue('the secret');
      expect(holds(field.vm.$, 'the secret')).toBe(true);
      await clear();
      await field.vm.$nextTick();
      expect(element.value).toBe('');
      expect(holds(field.vm.$, 'the secret')).toBe(false);
    }
  });

  it('takes no more than can be searched for', () => {
    expect(aField().element.maxLength).toBe(200);
  });

  it('tells the words of a composition when it ends, and lets nothing into the middle of it', async () => {
    const { field, element, told } = aField();
    const input = field.get(byTestId('field'));
    await input.setValue('北');
    await input.trigger('compositionstart');
    element.value = '北jing';
    await input.trigger('input');
    await field.setProps({ label: 'Search here', modelValue: '南' });
    expect([element.value, told]).toEqual(['北jing', ['北']]);
    element.value = '北京';
    await input.trigger('input');
    await input.trigger('compositionend');
    expect(told).toEqual(['北', '北京']);
    await field.setProps({ modelValue: '上海' });
    expect(element.value).toBe('上海');
  });
});
