// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import { h } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { PersonView } from '../../../../../preload/contract/profile-views';
import { PersonFacts, RemarkRow, useProfileStore } from '../../../../../renderer/features/profile';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anAccount, aPerson } from '../../views';

let wrapper: VueWrapper;
let bridge: FakeBridge;
afterEach(() => wrapper.unmount());

async function open(answers: FakeAnswers): Promise<void> {
  bridge = new FakeBridge(answers).install();
  wrapper = mountInApp({
    render: () => [h(PersonFacts, { node: 'node-zhou' }), h(RemarkRow, { node: 'node-zhou' })],
  });
  await settle();
}
const known = (patch: Partial<PersonView> = {}) => ({
  'people.profile': () => succeed(aPerson(patch)),
  'people.look': () => succeed(aPerson(patch)),
});
const text = (testId: string): string | null => {
  const found = wrapper.find(byTestId(testId));
  return found.exists() ? found.text() : null;
};

describe('the card of somebody', () => {
  it('shows what they tell as text, whatever they wrote, and no line for what they do not tell', async () => {
    const profile = {
      name: '<img src=x onerror=alert(1)>',
      nickname: '一帆',
      gender: 'male',
      birthday: '1990-01-01',
      area: '<b>杭州</b>',
      status: '<script>1</script>',
    } as const;
    await open(known({ profile }));
    expect(
      ['person-name', 'person-gender', 'person-birthday', 'person-area', 'person-status'].map(text),
    ).toEqual([profile.name, 'Male', '1990-01-01', profile.area, profile.status]);
    expect(wrapper.find('img, b, script').exists()).toBe(false);
    expect(text('person-nickname')).toBe(null);
  });

  it.each([
    ['unknownAccount', 'This account no longer exists.', false],
    ['offline', 'Not connected.', true],
    ['timedOut', 'The server did not answer.', true],
  ] as const)('ends in a sentence when the server says %s', async (code, sentence, canRetry) => {
    await open({ ...known(), 'people.look': () => fail(code) });
    expect(text('person-failure')).toContain(sentence);
    expect(wrapper.get(byTestId('person-failure')).find('button').exists()).toBe(canRetry);
  });

  it('follows what they change while it is open', async () => {
    let area = '杭州';
    const answer = () => succeed(aPerson({ profile: { ...aPerson().profile, area } }));
    await open({ 'people.profile': answer, 'people.look': answer });
    area = '南京';
    await useProfileStore(anAccount.accountId).applyChanges(['node-zhou', 'a stranger']);
    await settle();
    expect(text('person-area')).toBe('南京');
  });
});

describe('a remark', () => {
  it('is written in its place, by keys alone, and the own name stands beside it', async () => {
    let remark = '';
    const answer = () => succeed(aPerson({ remark }));
    await open({
      'people.profile': answer,
      'people.look': answer,
      'people.setRemark': (request) => {
        ({ remark } = request);
        return succeed();
      },
    });
    await wrapper.get(byTestId('remark-edit')).trigger('click');
    await settle();
    const input = wrapper.get(byTestId('remark-input'));
    await input.setValue('小周');
    await input.trigger('keydown', { key: 'Enter', isComposing: true });
    expect(bridge.argumentsOf('people.setRemark')).toEqual([]);
    await input.trigger('keydown', { key: 'Enter' });
    await settle();
    expect(bridge.argumentsOf('people.setRemark')).toEqual([{ node: 'node-zhou', remark: '小周' }]);
    expect([text('remark-value'), text('person-nickname')]).toEqual(['小周', '周一帆']);
  });

  it('that is refused stays in the field with the reason, and Escape leaves it as it was', async () => {
    await open({ ...known({ remark: '小周' }), 'people.setRemark': () => fail('profileTextTooLong') });
    await wrapper.get(byTestId('remark-edit')).trigger('click');
    await settle();
    const input = wrapper.get<HTMLInputElement>(byTestId('remark-input'));
    await input.setValue('x'.repeat(100));
    await input.trigger('keydown', { key: 'Enter' });
    await settle();
    expect([input.element.value.length, input.attributes('aria-invalid')]).toEqual([100, 'true']);
    expect(wrapper.text()).toContain('This is longer than 64 characters.');
    await input.trigger('keydown', { key: 'Escape' });
    await settle();
    expect(text('remark-value')).toBe('小周');
  });
});
