// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import { MessageComposer, PictureDropZone, useDraftsStore } from '../../../../../renderer/features/composer';
import type { ShrunkImage } from '../../../../../renderer/features/composer/shrink-image';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, aChat, anAccount } from '../../views';

const shrinkImage = vi.hoisted(() => vi.fn<(file: File) => Promise<Result<ShrunkImage>>>());
vi.mock('../../../../../renderer/features/composer/shrink-image', async (original) => ({
  ...(await original<object>()),
  shrinkImage,
}));

enableAutoUnmount(afterEach);

const aFile = (name: string, type = 'image/png'): File => new File([name], name, { type });

/** A paste or a drag as the window gets it; the DOM's own cannot be filled here. */
function transferEvent(
  name: string,
  files: readonly File[],
  texts: Readonly<Record<string, string>> = {},
): Event {
  const transfer = {
    files,
    types: [...(files.length > 0 ? ['Files'] : []), ...Object.keys(texts)],
    getData: (type: string) => texts[type] ?? '',
    dropEffect: 'none',
  };
  const event = new Event(name, { bubbles: true, cancelable: true });
  return Object.assign(event, { clipboardData: transfer, dataTransfer: transfer });
}

describe('pictures in the composer', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    shrinkImage.mockImplementation((file) =>
      Promise.resolve(
        file.name === 'bad'
          ? fail('imageUnreadable')
          : succeed({
              bytes: new Uint8Array([1]),
              mediaType: 'image/jpeg',
              width: 4,
              height: 3,
              movement: 'none',
            }),
      ),
    );
    bridge = new FakeBridge({
      'messages.send': () => succeed(aMessage('m')),
      'messages.sendImage': () => succeed(aMessage('p')),
    }).install();
  });

  async function choose(wrapper: VueWrapper, files: readonly File[]): Promise<void> {
    const input = wrapper.find(byTestId('composer-picture-input'));
    Object.defineProperty(input.element, 'files', { value: files, configurable: true });
    await input.trigger('change');
    await flushPromises();
  }

  it('are chosen with a button that says what it does, and shown with their names', async () => {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
    expect(wrapper.find(byTestId('composer-picture')).attributes('aria-label')).toBe('Send a picture');
    expect(wrapper.find(byTestId('composer-picture-input')).attributes()).toMatchObject({
      accept: 'image/jpeg,image/png,image/webp,image/gif',
      multiple: '',
    });
    await choose(wrapper, [aFile('one.png'), aFile('two.png')]);
    const alts = wrapper.findAll(byTestId('composer-thumbnail')).map((image) => image.attributes('alt'));
    expect(alts).toEqual(['Picture one.png', 'Picture two.png']);
  });

  it('are removed with a button, which gives the focus back to the text', async () => {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
    await choose(wrapper, [aFile('one.png'), aFile('two.png')]);
    const remove = wrapper.find(byTestId('composer-picture-remove'));
    expect(remove.attributes('aria-label')).toBe('Remove the picture one.png');
    await remove.trigger('click');
    expect(wrapper.findAll(byTestId('composer-thumbnail'))).toHaveLength(1);
    expect(document.activeElement).toBe(wrapper.find(byTestId('composer-input')).element);
  });

  it('change their order by keys, keep the keyboard, tell their place and are sent in that order', async () => {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() }, 'zh-CN');
    await choose(wrapper, [aFile('one.png'), aFile('two.png'), aFile('three.png')]);
    const handles = () => wrapper.findAll<HTMLElement>(byTestId('composer-picture-place'));
    const names = (): readonly (string | undefined)[] =>
      handles().map((handle) => handle.attributes('title'));
    const focused = (): string | null => document.activeElement?.getAttribute('title') ?? null;
    const press = async (key: string, altKey = false): Promise<void> => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, altKey, bubbles: true }));
      await flushPromises();
    };
    handles()[0]?.element.focus();
    await press('ArrowRight');
    expect([focused(), names()]).toEqual(['two.png', ['one.png', 'two.png', 'three.png']]);
    await press('ArrowRight', true);
    expect([focused(), names()]).toEqual(['two.png', ['one.png', 'three.png', 'two.png']]);
    expect(wrapper.find(byTestId('composer-picture-order')).text()).toBe('图片“two.png”，第 3 张，共 3 张');
    // There is no place behind the last one.
    await press('ArrowRight', true);
    await press('Home', true);
    expect([focused(), names()]).toEqual(['two.png', ['two.png', 'one.png', 'three.png']]);
    expect(handles()[0]?.attributes('aria-label')).toBe('图片“two.png”，第 1 张，共 3 张');
    await press('Delete');
    expect(names()).toEqual(['one.png', 'three.png']);
    expect(document.activeElement).toBe(wrapper.find(byTestId('composer-input')).element);
  });

  it('say beforehand that a text is too long to go with them, and only then', async () => {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
    const sentence = () => wrapper.find(byTestId('composer-text-behind'));
    const field = wrapper.find(byTestId('composer-input'));
    await field.setValue('长'.repeat(1_025));
    expect(sentence().exists()).toBe(false);
    await choose(wrapper, [aFile('one.png')]);
    expect(sentence().text()).toBe(
      'The text is longer than 1,024 characters. It goes as a message of its own behind the pictures.',
    );
    await field.setValue('长'.repeat(1_024));
    expect(sentence().exists()).toBe(false);
    await field.setValue('\n'.repeat(2_000));
    expect(sentence().exists()).toBe(false);
  });

  it('are pasted, while text is left to the text field', async () => {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
    const input = wrapper.find(byTestId('composer-input')).element;
    const text = transferEvent('paste', [], { 'text/plain': 'hello' });
    input.dispatchEvent(text);
    expect(text.defaultPrevented).toBe(false);
    const picture = transferEvent('paste', [aFile('image.png')]);
    input.dispatchEvent(picture);
    await flushPromises();
    expect(picture.defaultPrevented).toBe(true);
    expect(wrapper.findAll(byTestId('composer-thumbnail'))).toHaveLength(1);
  });

  it('burn with the message while the flame is on', async () => {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    await choose(wrapper, [aFile('one.png')]);
    await wrapper.find(byTestId('composer-send')).trigger('click');
    await flushPromises();
    expect(bridge.argumentsOf('messages.sendImage')).toMatchObject([{ burnSeconds: 10 }]);
    expect(wrapper.find(byTestId('composer')).attributes('data-burn')).toBe('false');
  });

  it('are told to be on their way while they are nowhere else on the screen', async () => {
    let accept = (): void => undefined;
    bridge.answers['messages.sendImage'] = () =>
      new Promise((resolve) => (accept = () => resolve(succeed(aMessage('p')))));
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
    await choose(wrapper, [aFile('one.png')]);
    await wrapper.find(byTestId('composer-send')).trigger('click');
    await flushPromises();
    expect(wrapper.find(byTestId('composer-pictures')).exists()).toBe(false);
    expect(wrapper.find(byTestId('composer-leaving')).text()).toBe('Sending pictures…');
    accept();
    await flushPromises();
    expect(wrapper.find(byTestId('composer-leaving')).exists()).toBe(false);
  });

  it('are refused in one sentence for each reason, in both languages', async () => {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() }, 'zh-CN');
    await choose(wrapper, [aFile('a.pdf', 'application/pdf'), aFile('b.txt', 'text/plain'), aFile('bad')]);
    expect(wrapper.findAll(byTestId('composer-refusal')).map((line) => line.text())).toEqual([
      'a.pdf, b.txt只能发送 JPEG、PNG、WebP 或 GIF 图片。',
      'bad无法读取这张图片。',
    ]);
    await wrapper.find(byTestId('composer-input')).setValue('well');
    expect(wrapper.find(byTestId('composer-refusal')).exists()).toBe(false);
  });

  it('are dropped on the chat, and a drop beside it does nothing', async () => {
    const wrapper = mountInApp(PictureDropZone, { conversationId: 'chat-1' });
    const drafts = useDraftsStore(anAccount.accountId);
    const beside = transferEvent('drop', [aFile('one.png')]);
    document.body.dispatchEvent(beside);
    expect(beside.defaultPrevented).toBe(true);
    document.body.dispatchEvent(transferEvent('dragenter', [aFile('one.png')]));
    await flushPromises();
    const zone = wrapper.find(byTestId('drop-zone'));
    zone.element.parentElement?.setAttribute('data-drop-zone', '');
    expect(zone.text()).toBe('Drop here to add them');
    zone.element.dispatchEvent(transferEvent('drop', [aFile('one.png')]));
    await flushPromises();
    expect(drafts.draftOf('chat-1').pictures.map(({ name }) => name)).toEqual(['one.png']);
    expect(wrapper.find(byTestId('drop-zone')).exists()).toBe(false);
  });

  it('leave dragged text alone', () => {
    mountInApp(PictureDropZone, { conversationId: 'chat-1' });
    const drag = transferEvent('dragover', [], { 'text/plain': 'words' });
    document.body.dispatchEvent(drag);
    expect(drag.defaultPrevented).toBe(false);
  });
});

describe('the flame of a chat', () => {
  it('is on for every new message, and off for one when it is pressed', async () => {
    new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
    const wrapper = mountInApp(MessageComposer, { conversation: aChat({ burnDefaultSeconds: 60 }) });
    const isBurn = (): string | undefined => wrapper.find(byTestId('composer')).attributes('data-burn');
    expect(isBurn()).toBe('true');
    expect(wrapper.find(byTestId('composer-burn-time')).attributes('title')).toBe(
      'Burns 1 min after opening, the default of this chat',
    );
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    expect(isBurn()).toBe('false');
    await wrapper.find(byTestId('composer-input')).setValue('plain');
    await wrapper.find(byTestId('composer-send')).trigger('click');
    await flushPromises();
    expect(isBurn()).toBe('true');
  });
});
