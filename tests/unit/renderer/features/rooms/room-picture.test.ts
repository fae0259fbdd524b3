// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { h, shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useToastStore } from '../../../../../renderer/base/toast-store';
import type { ShrunkImage, SquareOptions } from '../../../../../renderer/features/composer/shrink-image';
import { CreateRoomDialog, RoomEditDialog, useRoomsStore } from '../../../../../renderer/features/rooms';
import { useRoomDeedsStore } from '../../../../../renderer/features/rooms/room-deeds-store';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, anAccount, aRoom } from '../../views';

const [pictureToCrop, squarePicture] = vi.hoisted(() => [
  vi.fn<(file: File) => Promise<Result<ShrunkImage>>>(),
  vi.fn<(picture: Blob, options: SquareOptions) => Promise<Result<ShrunkImage>>>(),
]);
vi.mock('../../../../../renderer/features/composer/shrink-image', async (original) => ({
  ...(await original<object>()),
  pictureToCrop,
  squarePicture,
}));

enableAutoUnmount(afterEach);

const room = aRoom({ standing: 'member', role: 'founder', label: '聊什么都行' });
const founded = { ...room, obstacles: { ...room.obstacles, edit: null } };
const chat = aChat({ conversationId: founded.conversationId, node: founded.node, kind: 'room' });
const bytes = new Uint8Array([1, 2, 3]);
const cut: Result<ShrunkImage> = succeed({
  bytes,
  mediaType: 'image/jpeg',
  width: 256,
  height: 256,
  movement: 'none',
});
const whole: Result<ShrunkImage> = succeed({
  bytes,
  mediaType: 'image/jpeg',
  width: 800,
  height: 400,
  movement: 'none',
});
const unreadable = 'This picture cannot be read.';

const found = (testId: string): HTMLElement | null => document.querySelector(byTestId(testId));
const inDocument = (testId: string): HTMLElement => {
  const element = found(testId);
  if (element === null) throw new Error(`nothing is ${testId}`);
  return element;
};
const field = (testId: string): HTMLInputElement => {
  const element = inDocument(testId);
  if (!(element instanceof HTMLInputElement)) throw new Error(`${testId} is no field`);
  return element;
};
async function fill(testId: string, text: string): Promise<void> {
  field(testId).value = text;
  field(testId).dispatchEvent(new Event('input'));
  await flushPromises();
}
async function choosePicture(testId: string, file: string): Promise<void> {
  Object.defineProperty(field(testId), 'files', { value: [new File([file], file)], configurable: true });
  field(testId).dispatchEvent(new Event('change'));
  await flushPromises();
}
async function submit(dialog: string): Promise<void> {
  inDocument(dialog)
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}
async function click(testId: string): Promise<void> {
  inDocument(testId).click();
  await flushPromises();
}

const install = (answers: FakeAnswers): FakeBridge =>
  new FakeBridge({
    'rooms.list': () => succeed([founded]),
    'rooms.byNodes': () => succeed([founded]),
    'rooms.create': () => succeed(chat),
    'rooms.edit': () => succeed(founded),
    ...answers,
  }).install();

beforeEach(() => {
  pictureToCrop.mockImplementation((file) =>
    Promise.resolve(file.name === 'bad' ? fail('imageUnreadable') : whole),
  );
  squarePicture.mockReset().mockResolvedValue(cut);
});

describe('the picture of a new room', () => {
  const isOpen = shallowRef(true);
  async function open(answers: FakeAnswers = {}): Promise<FakeBridge> {
    const bridge = install(answers);
    isOpen.value = true;
    mountInApp({
      render: () =>
        h(CreateRoomDialog, {
          open: isOpen.value,
          'onUpdate:open': (open: boolean) => (isOpen.value = open),
        }),
    });
    await useSessionStore().load();
    await flushPromises();
    await fill('room-create-title', '茶水间');
    return bridge;
  }

  it('is no reason to put the focus elsewhere than into the name', async () => {
    await open();
    expect(document.activeElement).toBe(field('room-create-title'));
  });

  it('is given to it once it is made, together with its description', async () => {
    const bridge = await open();
    await fill('room-create-label', '聊什么都行');
    await choosePicture('room-create-picture-input', 'good');
    expect(found('room-create-picture-chosen')).not.toBeNull();
    await submit('room-create-dialog');
    expect(bridge.argumentsOf('rooms.edit')).toEqual([
      { node: founded.node, label: '聊什么都行', picture: bytes },
    ]);
  });

  it('is a sentence when it cannot be read, and what was chosen and written before stays', async () => {
    const bridge = await open();
    await choosePicture('room-create-picture-input', 'good');
    await choosePicture('room-create-picture-input', 'bad');
    expect(inDocument('form-problem').textContent.trim()).toBe(unreadable);
    expect(field('room-create-title').value).toBe('茶水间');
    await submit('room-create-dialog');
    expect(bridge.argumentsOf('rooms.edit')).toEqual([{ node: founded.node, picture: bytes }]);
  });

  it('that is removed is not sent', async () => {
    const bridge = await open();
    await choosePicture('room-create-picture-input', 'good');
    await click('room-create-picture-remove');
    expect(found('room-create-picture-chosen')).toBeNull();
    await submit('room-create-dialog');
    expect(bridge.argumentsOf('rooms.create')).toHaveLength(1);
    expect(bridge.argumentsOf('rooms.edit')).toEqual([]);
  });

  it('that the server refuses is said, and sent again without a second room', async () => {
    let isRefused = true;
    const bridge = await open({
      'rooms.edit': () => (isRefused ? fail('timedOut') : succeed(founded)),
    });
    await choosePicture('room-create-picture-input', 'good');
    await submit('room-create-dialog');
    expect([found('room-create-half'), found('room-create-picture-chosen')]).not.toContain(null);
    isRefused = false;
    await submit('room-create-dialog');
    expect(bridge.argumentsOf('rooms.create')).toHaveLength(1);
    expect(bridge.argumentsOf('rooms.edit')).toHaveLength(2);
  });

  it.each(['after the refusal', 'while the server is asked'])(
    'that the server refuses does not make a second room of what was written: closed %s',
    async (when) => {
      let refuse = (): void => undefined;
      const bridge = await open({
        'rooms.edit': () => new Promise((resolve) => (refuse = () => resolve(fail('timedOut')))),
      });
      await choosePicture('room-create-picture-input', 'good');
      await submit('room-create-dialog');
      if (when === 'after the refusal') refuse();
      await flushPromises();
      isOpen.value = false;
      await flushPromises();
      refuse();
      await flushPromises();
      expect(useToastStore().toast?.key).toBe('rooms.leftHalfMade');
      isOpen.value = true;
      await flushPromises();
      expect([field('room-create-title').value, found('room-create-half')]).toEqual(['', null]);
      expect(found('room-create-picture-chosen')).toBeNull();
      await fill('room-create-title', '读书会');
      await submit('room-create-dialog');
      expect(bridge.argumentsOf('rooms.create')).toEqual([
        expect.objectContaining({ title: '茶水间' }),
        expect.objectContaining({ title: '读书会' }),
      ]);
    },
  );

  it('that the server refuses leaves the name to be changed, and no access that is fixed by now', async () => {
    const bridge = await open({ 'rooms.edit': () => fail('timedOut') });
    await fill('room-create-label', '聊什么都行');
    await submit('room-create-dialog');
    expect(found('room-create-access')).toBeNull();
    await fill('room-create-title', '茶水间（新）');
    await submit('room-create-dialog');
    expect(bridge.argumentsOf('rooms.edit').at(-1)).toEqual({
      node: founded.node,
      name: '茶水间（新）',
      label: '聊什么都行',
    });
  });
});

describe('the picture of a room that is edited', () => {
  async function open(answers: FakeAnswers = {}): Promise<FakeBridge> {
    const bridge = install(answers);
    mountInApp(RoomEditDialog);
    await useSessionStore().load();
    await useRoomsStore(anAccount.accountId).reload();
    useRoomDeedsStore(anAccount.accountId).dialog = { kind: 'edit', node: founded.node };
    await flushPromises();
    return bridge;
  }
  const hasOne: FakeAnswers = {
    'pictures.of': ({ owners }) =>
      succeed(owners.map((owner) => ({ owner, mediaType: 'image/jpeg' as const, bytes }))),
  };

  it('is sent alone when nothing else was changed', async () => {
    const bridge = await open();
    expect(found('room-edit-picture-remove')).toBeNull();
    await choosePicture('room-edit-picture-input', 'good');
    await submit('room-edit-dialog');
    expect(bridge.argumentsOf('rooms.edit')).toEqual([{ node: founded.node, picture: bytes }]);
  });

  it('is taken away when it is removed', async () => {
    const bridge = await open(hasOne);
    await click('room-edit-picture-remove');
    expect(found('room-edit-picture-remove')).toBeNull();
    await submit('room-edit-dialog');
    expect(bridge.argumentsOf('rooms.edit')).toEqual([{ node: founded.node, picture: null }]);
  });

  it('is a sentence when it cannot be read, and what was chosen and written before stays', async () => {
    const bridge = await open();
    await fill('room-edit-name', '茶水间（新）');
    await choosePicture('room-edit-picture-input', 'good');
    await choosePicture('room-edit-picture-input', 'bad');
    expect(inDocument('form-problem').textContent.trim()).toBe(unreadable);
    await submit('room-edit-dialog');
    expect(bridge.argumentsOf('rooms.edit')).toEqual([
      { node: founded.node, name: '茶水间（新）', picture: bytes },
    ]);
  });

  it('is the part that was moved and brought nearer, by keys and by the slider', async () => {
    const bridge = await open();
    await choosePicture('room-edit-picture-input', 'good');
    field('room-edit-picture-zoom').value = '2';
    field('room-edit-picture-zoom').dispatchEvent(new Event('input'));
    await flushPromises();
    // The picture goes to the right: what is seen of it is more to the left.
    for (const key of ['ArrowRight', 'ArrowRight']) {
      inDocument('room-edit-picture-chosen').dispatchEvent(new KeyboardEvent('keydown', { key }));
      await flushPromises();
    }
    await submit('room-edit-dialog');
    expect(squarePicture.mock.lastCall?.[1].square).toEqual({ x: 280, y: 100, width: 200, height: 200 });
    expect(bridge.argumentsOf('rooms.edit')).toEqual([{ node: founded.node, picture: bytes }]);
  });

  it('that cannot be cut is a sentence, and nothing is sent', async () => {
    const bridge = await open();
    squarePicture.mockResolvedValue(fail('imageTooLarge'));
    await choosePicture('room-edit-picture-input', 'good');
    await submit('room-edit-dialog');
    expect(inDocument('form-problem').textContent.trim()).toBe('The picture is too large.');
    expect(bridge.argumentsOf('rooms.edit')).toEqual([]);
  });

  it('that the server does not store stays chosen, with a sentence', async () => {
    await open({ 'rooms.edit': () => fail('roomPictureTooLarge') });
    await choosePicture('room-edit-picture-input', 'good');
    await submit('room-edit-dialog');
    expect([found('form-problem'), found('room-edit-picture-chosen')]).not.toContain(null);
  });
});
