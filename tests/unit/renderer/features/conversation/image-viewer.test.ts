// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { BodyView, MessageView } from '../../../../../preload/contract/message-views';
import ImageViewer from '../../../../../renderer/features/conversation/ImageViewer.vue';
import MessageContent from '../../../../../renderer/features/conversation/MessageContent.vue';
import { useConversationStore } from '../../../../../renderer/features/conversation/conversation-store';
import { useImageViewerStore } from '../../../../../renderer/features/conversation/image-viewer-store';
import { shownPicture } from '../../../../../renderer/features/conversation/picture-box';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, anAccount } from '../../views';

enableAutoUnmount(afterEach);

const image = { kind: 'image', width: 640, height: 480 } as const;
const revealed = (): BodyView => ({
  kind: 'burnRevealed',
  content: image,
  seconds: 10,
  expiresAtMs: Date.now() + 10_000,
});

/** The pictures of the open chat with the viewer above them, as the pane has them. */
const Chat = defineComponent(() => {
  const store = useConversationStore(anAccount.accountId);
  return () => [
    ...store.messages.flatMap((message) => {
      const content = shownPicture(message.body);
      return content === null ? [] : [h(MessageContent, { message, content: { kind: 'image', ...content } })];
    }),
    h(ImageViewer),
  ];
});

describe('a picture of a message', () => {
  let bridge: FakeBridge;
  let messages: readonly MessageView[] = [];
  const urls = new Set<string>();
  let lastUrl = 0;
  beforeEach(() => {
    urls.clear();
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
      const url = `blob:${++lastUrl}`;
      urls.add(url);
      return url;
    });
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void urls.delete(url));
    bridge = new FakeBridge({
      'messages.page': () => succeed({ messages, earlier: null }),
      'messages.byIds': () => succeed(messages),
      'messages.image': () =>
        succeed({ mediaType: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]), isAnimated: false }),
    }).install();
  });
  afterEach(() => vi.restoreAllMocks());

  async function show(body: BodyView): Promise<VueWrapper> {
    messages = [aMessage('m1', { body })];
    const wrapper = mountInApp(Chat);
    await useConversationStore(anAccount.accountId).open('chat-1');
    await flushPromises();
    return wrapper;
  }
  /** Something happened to the message elsewhere. */
  async function becomes(body: BodyView): Promise<void> {
    messages = [aMessage('m1', { body })];
    await useConversationStore(anAccount.accountId).applyChanges('chat-1', ['m1']);
    await flushPromises();
  }
  const inDocument = (testId: string): Element | null => document.querySelector(byTestId(testId));

  it('says whose it is and takes its place before its bytes are there', async () => {
    let answer: () => void = () => undefined;
    bridge.answers['messages.image'] = () =>
      new Promise((resolve) => {
        answer = () =>
          resolve(succeed({ mediaType: 'image/png', bytes: new Uint8Array([1]), isAnimated: false }));
      });
    const wrapper = await show(image);
    const frame = wrapper.find(byTestId('message-picture'));
    expect(frame.attributes('style')).toContain('width: 320px');
    expect(wrapper.find(byTestId('message-image')).exists()).toBe(false);
    answer();
    await flushPromises();
    expect(wrapper.find(byTestId('message-image')).attributes()).toMatchObject({
      alt: 'Picture from 周一帆',
      draggable: 'false',
    });
  });

  describe('T43: that moves', () => {
    const decode = vi.fn((_source: Blob, options?: ImageBitmapOptions) =>
      Promise.resolve({ width: options?.resizeWidth ?? 0, height: 0, close: () => undefined }),
    );
    let see: (isIntersecting: boolean) => void = () => undefined;
    const showMoving = async (isReduced: boolean): Promise<VueWrapper> => {
      decode.mockClear();
      vi.stubGlobal('createImageBitmap', decode);
      vi.stubGlobal(
        'IntersectionObserver',
        class {
          constructor(told: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
            see = (isIntersecting) => told([{ isIntersecting }]);
          }
          observe = (): void => undefined;
          disconnect = (): void => undefined;
        },
      );
      vi.spyOn(window, 'matchMedia').mockReturnValue(
        Object.assign(new EventTarget(), { matches: isReduced }) as MediaQueryList,
      );
      bridge.answers['messages.image'] = () =>
        succeed({ mediaType: 'image/gif', bytes: new Uint8Array([1]), isAnimated: true });
      return show(image);
    };
    afterEach(() => {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    });

    it('T43: rests while it is not in view, and moves where somebody sees it', async () => {
      const wrapper = await showMoving(false);
      expect(wrapper.find(byTestId('message-image')).exists()).toBe(false);
      expect(wrapper.find(byTestId('message-still')).element.tagName).toBe('CANVAS');
      // No more pixels are decoded than are shown.
      expect(decode.mock.calls.map(([, options]) => options?.resizeWidth)).toEqual([320]);
      see(true);
      await flushPromises();
      expect(wrapper.find(byTestId('message-image')).exists()).toBe(true);
      see(false);
      await flushPromises();
      expect(wrapper.find(byTestId('message-image')).exists()).toBe(false);
      await wrapper.find(byTestId('picture-open')).trigger('click');
      await flushPromises();
      expect(inDocument('viewer-image')?.tagName).toBe('IMG');
    });

    it('C11: waits at its first frame where nothing should move by itself, until somebody starts it', async () => {
      const wrapper = await showMoving(true);
      see(true);
      await flushPromises();
      const play = wrapper.find(byTestId('picture-play'));
      expect([play.text(), play.attributes('aria-pressed')]).toEqual(['Animated', 'false']);
      expect(wrapper.find(byTestId('message-image')).exists()).toBe(false);
      await play.trigger('click');
      expect(wrapper.find(byTestId('message-image')).exists()).toBe(true);
      await play.trigger('click');
      expect(wrapper.find(byTestId('message-still')).exists()).toBe(true);
    });
  });

  it('T43: that would keep the computer busy is refused in words', async () => {
    bridge.answers['messages.image'] = () => fail('animationTooLarge');
    const wrapper = await show(image);
    expect(wrapper.find(byTestId('picture-failure')).text()).toContain('This animation is too large');
    expect(urls.size).toBe(0);
  });

  it('tells why it is not shown, and is asked for again', async () => {
    bridge.answers['messages.image'] = () => fail('internal');
    const wrapper = await show(image);
    expect(wrapper.find(byTestId('picture-failure')).text()).toContain("Couldn't show the picture");
    bridge.answers['messages.image'] = () =>
      succeed({ mediaType: 'image/png', bytes: new Uint8Array([1]), isAnimated: false });
    await wrapper.find(byTestId('picture-retry')).trigger('click');
    await flushPromises();
    expect(wrapper.find(byTestId('message-image')).exists()).toBe(true);
  });

  it('leaves nothing in the window when it is revoked', async () => {
    await show(image);
    expect(urls.size).toBe(1);
    await becomes({ kind: 'revoked', byMe: false, reeditUntilMs: null });
    expect([urls.size, inDocument('message-picture')]).toEqual([0, null]);
  });

  it('fills the window on a click and comes back with Escape', async () => {
    const wrapper = await show(image);
    await wrapper.find(byTestId('picture-open')).trigger('click');
    await flushPromises();
    expect(inDocument('image-viewer')?.textContent).toContain('周一帆');
    expect(inDocument('viewer-image')).not.toBeNull();
    expect(inDocument('burn-countdown')).toBeNull();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await flushPromises();
    expect([inDocument('image-viewer'), urls.size]).toEqual([null, 1]);
  });

  it.each<[string, BodyView]>([
    ['revoked', { kind: 'revoked', byMe: false, reeditUntilMs: null }],
    ['covered', { kind: 'burnConcealed', seconds: 10, expiresAtMs: 1 }],
    ['burned', { kind: 'burned' }],
  ])('closes the viewer when it is %s, and no bytes are left', async (_, body) => {
    const wrapper = await show(revealed());
    await wrapper.find(byTestId('picture-open')).trigger('click');
    await flushPromises();
    expect(inDocument('burn-countdown')).not.toBeNull();
    await becomes(body);
    expect([inDocument('image-viewer'), urls.size]).toEqual([null, 0]);
    await becomes(image);
    expect([inDocument('image-viewer'), useImageViewerStore(anAccount.accountId).messageId]).toEqual([
      null,
      null,
    ]);
  });

  it('closes the viewer when the chat is left', async () => {
    const wrapper = await show(image);
    await wrapper.find(byTestId('picture-open')).trigger('click');
    await flushPromises();
    useConversationStore(anAccount.accountId).leave();
    await flushPromises();
    expect([inDocument('image-viewer'), urls.size]).toEqual([null, 0]);
  });
});
