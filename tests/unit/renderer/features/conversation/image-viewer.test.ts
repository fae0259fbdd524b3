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

  it('says which picture of an album it is, and keeps the keyboard while pictures come and go', async () => {
    const body = { ...image, albumId: 'album-1' };
    messages = [
      aMessage('m1', { body: image, sortKey: '1' }),
      ...['m2', 'm3', 'm4'].map((id, index) => aMessage(id, { body, sortKey: `${index + 2}` })),
    ];
    const wrapper = mountInApp(Chat);
    await useConversationStore(anAccount.accountId).open('chat-1');
    await flushPromises();
    const said = (): string => inDocument('viewer-announcement')?.textContent ?? 'nothing';
    await wrapper.findAll(byTestId('picture-open'))[1]?.trigger('click');
    await flushPromises();
    expect(inDocument('viewer-place')?.textContent).toContain('1 / 3');
    expect(said()).toBe('Picture from 周一帆, 1 of 3');
    const next = inDocument('viewer-next');
    if (!(next instanceof HTMLElement)) throw new Error('no button');
    next.focus();
    for (const place of [2, 3]) {
      next.click();
      await flushPromises();
      expect(said()).toBe(`Picture from 周一帆, ${place} of 3`);
      expect(inDocument('viewer-image')?.getAttribute('alt')).toBe(said());
      expect(document.activeElement).toBe(next);
    }
    // What stands alone has no place.
    const previous = inDocument('viewer-previous');
    for (let count = 0; count < 3; count += 1) {
      if (previous instanceof HTMLElement) previous.click();
      await flushPromises();
    }
    expect([inDocument('viewer-place'), said()]).toEqual([null, '']);
    expect(urls.size).toBe(5);
  });

  it('of which a part is missing says so instead of showing a half', async () => {
    // A PNG of 3 x 2 pixels without rows, and its last chunk.
    const head = new Uint8Array([
      ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
      ...[0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0, 0, 0, 0, 0],
    ]);
    const end = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0, 0, 0, 0];
    const answer = (bytes: Uint8Array) => () =>
      succeed({ mediaType: 'image/png' as const, bytes, isAnimated: false });
    bridge.answers['messages.image'] = answer(head);
    const wrapper = await show(image);
    expect(wrapper.get(byTestId('picture-failure')).text()).toContain('A part of it is missing.');
    expect(urls.size).toBe(0);
    // Rows are counted beside the window; where that cannot be done, the decoder has the word.
    let lacksRows = true;
    vi.stubGlobal(
      'Worker',
      class {
        onmessage: (event: { readonly data: boolean }) => void = () => undefined;
        postMessage = (): void => queueMicrotask(() => this.onmessage({ data: lacksRows }));
        terminate = (): void => undefined;
      },
    );
    bridge.answers['messages.image'] = answer(new Uint8Array([...head, ...end]));
    const retry = async (): Promise<void> => {
      await wrapper.get(byTestId('picture-retry')).trigger('click');
      await flushPromises();
    };
    await retry();
    expect(wrapper.find(byTestId('picture-failure')).exists()).toBe(true);
    lacksRows = false;
    await retry();
    expect(wrapper.find(byTestId('message-image')).exists()).toBe(true);
    vi.unstubAllGlobals();
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
