// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { h } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import { createAppI18n } from '../../../../../renderer/app/i18n';
import { useToastStore } from '../../../../../renderer/base/toast-store';
import { MessageComposer } from '../../../../../renderer/features/composer';
import { beginRecordingKey, type BeginRecording } from '../../../../../renderer/features/voice';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, inAccount } from '../../mount';
import { aChat, aMessage } from '../../views';

enableAutoUnmount(afterEach);
let bridge: FakeBridge;
let open: number;

const begin: BeginRecording = () => {
  open += 1;
  const end = (): void => void (open -= 1);
  const stop = (): Promise<Uint8Array<ArrayBuffer>> => {
    end();
    return Promise.resolve(Uint8Array.of(1));
  };
  return Promise.resolve({ ok: true, value: { stop, cancel: end } });
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  open = 0;
  bridge = new FakeBridge({
    'files.begin': () => succeed({ uploadId: 'upload' }),
    'files.send': () => succeed(aMessage('v')),
  }).install();
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:recording');
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function recorded(durationMs: number) {
  const pinia = createPinia();
  setActivePinia(pinia);
  const composer = { render: () => h(MessageComposer, { conversation: aChat() }) };
  const content = { render: () => h(TooltipProvider, null, { default: () => h(composer) }) };
  const wrapper = mount(inAccount(content), {
    global: { plugins: [pinia, createAppI18n('en')], provide: { [beginRecordingKey]: begin } },
    attachTo: document.body,
  });
  await wrapper.find(byTestId('composer-voice')).trigger('click');
  await flushPromises();
  vi.advanceTimersByTime(durationMs);
  const press = async (testId: string): Promise<void> => {
    await wrapper.find(byTestId('voice-strip')).find(byTestId(testId)).trigger('click');
    await flushPromises();
  };
  return { wrapper, press };
}

describe('a recording in a composer', () => {
  it('goes out burning by the time in which it can be heard, and says so before where another one was chosen', async () => {
    const { wrapper, press } = await recorded(27_000);
    await press('composer-burn');
    await press('voice-stop');
    expect(wrapper.find(byTestId('voice-strip')).text()).not.toContain('before it is over');
    await press('voice-send');
    expect(bridge.argumentsOf('files.send')).toMatchObject([{ burnSeconds: 60 }]);
  });

  it('that is sent while it is recorded has the time of its whole length', async () => {
    const { press } = await recorded(40_000);
    await press('composer-burn');
    await press('voice-send');
    expect(bridge.argumentsOf('files.send')).toMatchObject([{ burnSeconds: 60 }]);
  });

  it('leaves what is written in its field, and gives the field back when it is given up', async () => {
    const { wrapper, press } = await recorded(3_000);
    const field = wrapper.find<HTMLTextAreaElement>(byTestId('composer-input')).element;
    await press('voice-cancel');
    expect(wrapper.find(byTestId('voice-strip')).exists()).toBe(false);
    expect(wrapper.find(byTestId('composer-input')).element).toBe(field);
    expect(document.activeElement).toBe(field);
    expect(open).toBe(0);
  });

  it('waits when its chat is left, and that is said', async () => {
    const { wrapper } = await recorded(3_000);
    const toasts = useToastStore();
    expect(open).toBe(1);
    wrapper.unmount();
    await flushPromises();
    expect(toasts.toast?.key).toBe('voice.waits');
    expect(open).toBe(0);
  });
});
