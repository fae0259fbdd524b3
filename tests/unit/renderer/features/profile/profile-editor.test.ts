// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import { h } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { ProfileEditor } from '../../../../../renderer/features/profile';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anAccount, aPerson } from '../../views';

let wrapper: VueWrapper;
let bridge: FakeBridge;
afterEach(() => wrapper.unmount());

const own = aPerson({ node: anAccount.node, relation: 'self' });
async function open(answers: FakeAnswers = {}): Promise<void> {
  bridge = new FakeBridge({
    'people.profile': () => succeed(own),
    'people.look': () => succeed(own),
    ...answers,
  }).install();
  wrapper = mountInApp({ render: () => h(ProfileEditor) });
  await useSessionStore().load();
  await settle();
}
const field = (name: string) => wrapper.get<HTMLInputElement>(byTestId(`profile-${name}`));
const save = async (): Promise<void> => {
  await wrapper.get('form').trigger('submit');
  await settle();
};

describe('the own profile', () => {
  it('sends what is different and nothing else', async () => {
    await open({
      'profile.change': ({ area = '' }) => succeed({ ...own, profile: { ...own.profile, area } }),
    });
    await field('area').setValue('杭州');
    await field('nickname').setValue(own.profile.nickname);
    await save();
    expect(bridge.argumentsOf('profile.change')).toEqual([{ area: '杭州' }]);
    expect(wrapper.find(byTestId('profile-discard')).exists()).toBe(false);
  });

  it.each(['timedOut', 'profileTextTooLong', 'serverBusy'] as const)(
    'stays as it was written, with a sentence, when saving ends in %s',
    async (code) => {
      await open({ 'profile.change': () => fail(code) });
      await field('status').setValue('<b>忙</b>');
      await save();
      expect([field('status').element.value, wrapper.get(byTestId('form-problem')).text() === '']).toEqual([
        '<b>忙</b>',
        false,
      ]);
    },
  );

  it('is not emptied by discarding, but shown as it is saved', async () => {
    await open();
    await field('nickname').setValue('');
    await wrapper.get(byTestId('profile-discard')).trigger('click');
    expect(field('nickname').element.value).toBe(own.profile.nickname);
  });

  it('refuses a file that is larger than any picture, and keeps what was written', async () => {
    await open();
    await field('area').setValue('杭州');
    const file = new File([], 'huge.png', { type: 'image/png' });
    Object.defineProperty(file, 'size', { value: 65 * 1024 * 1024 });
    const input = wrapper.get<HTMLInputElement>(byTestId('profile-picture-input'));
    Object.defineProperty(input.element, 'files', { value: [file] });
    await input.trigger('change');
    await settle();
    expect(wrapper.get(byTestId('form-problem')).text()).toBe('The picture is too large.');
    expect(field('area').element.value).toBe('杭州');
  });
});
