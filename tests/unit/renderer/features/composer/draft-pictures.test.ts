// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import { closeAccount } from '../../../../../renderer/base/account-scope';
import { maxPictures } from '../../../../../renderer/features/composer/draft-pictures';
import { useDraftsStore } from '../../../../../renderer/features/composer/drafts-store';
import { useSendingFilesStore } from '../../../../../renderer/features/composer/sending-files-store';
import type { ShrunkImage } from '../../../../../renderer/features/composer/shrink-image';
import { FakeBridge, settle } from '../../fake-bridge';
import { aMessage, anAccount } from '../../views';

const shrinkImage = vi.hoisted(() => vi.fn<(file: File) => Promise<Result<ShrunkImage>>>());
vi.mock('../../../../../renderer/features/composer/shrink-image', async (original) => ({
  ...(await original<object>()),
  shrinkImage,
}));

const aFile = (name: string, type = 'image/png'): File => new File([name], name, { type });
/** The bytes tell which file they come from. */
const shrunk = (file: File): Result<ShrunkImage> =>
  succeed({
    bytes: new TextEncoder().encode(file.name),
    mediaType: 'image/jpeg',
    width: 4,
    height: 3,
    movement: 'none',
  });
const nameIn = (argument: unknown): string =>
  new TextDecoder().decode((argument as { readonly bytes: Uint8Array }).bytes);

describe('pictures of a draft', () => {
  let bridge: FakeBridge;
  const urls = new Set<string>();
  let lastUrl = 0;
  beforeEach(() => {
    setActivePinia(createPinia());
    urls.clear();
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
      const url = `blob:${++lastUrl}`;
      urls.add(url);
      return url;
    });
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void urls.delete(url));
    shrinkImage.mockImplementation((file) => Promise.resolve(shrunk(file)));
    bridge = new FakeBridge({
      'messages.send': () => succeed(aMessage('m')),
      'messages.sendImage': () => succeed(aMessage('p')),
    }).install();
  });

  it.each(['imageTooLarge', 'pictureTooLong', 'animationTooLarge'] as const)(
    'that are too much for a message become files by themselves, and say so: %s',
    async (code) => {
      shrinkImage.mockImplementation((file) =>
        Promise.resolve(file.name === 'large' ? fail(code) : shrunk(file)),
      );
      const drafts = useDraftsStore(anAccount.accountId);
      drafts.addPictures('a', [aFile('large'), aFile('small')]);
      await settle();
      expect(drafts.draftOf('a').pictures.map(({ name }) => name)).toEqual(['small']);
      expect(drafts.draftOf('a').refused).toEqual([]);
      const [file, ...others] = useSendingFilesStore(anAccount.accountId).sendings;
      expect(others).toEqual([]);
      expect(file).toMatchObject({ conversationId: 'a', name: 'large', isChosen: true, isInstead: true });
    },
  );

  it('that were sent before they turned out too large wait as files, and nothing is lost', async () => {
    shrinkImage.mockImplementation(() => Promise.resolve(fail('imageTooLarge')));
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('large')]);
    drafts.write('a', 'look');
    await drafts.send('a', null);
    await settle();
    expect(bridge.argumentsOf('messages.sendImage')).toEqual([]);
    expect(drafts.draftOf('a')).toMatchObject({ text: 'look', pictures: [], refused: [] });
    expect(useSendingFilesStore(anAccount.accountId).sendings).toMatchObject([{ name: 'large' }]);
  });

  it('go as the files that they were, and come back as pictures', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    const files = [aFile('1'), aFile('2')];
    drafts.addPictures('a', files);
    await settle();
    const sending = useSendingFilesStore(anAccount.accountId);
    sending.choose('a', drafts.takePictures('a'));
    expect(drafts.draftOf('a').pictures).toEqual([]);
    expect(urls.size).toBe(0);
    expect(sending.sendings.map(({ name, isPicture }) => [name, isPicture])).toEqual([
      ['1', true],
      ['2', true],
    ]);
    expect(sending.takeBack(sending.sendings[0]?.sendingId ?? '')).toBe(files[0]);
    expect(sending.sendings).toHaveLength(1);
  });

  it('stay with their chat, in the order they were chosen', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1'), aFile('2')]);
    drafts.addPictures('a', [aFile('3')]);
    await settle();
    expect(drafts.draftOf('a').pictures.map(({ name }) => name)).toEqual(['1', '2', '3']);
    expect(drafts.draftOf('a').pictures.every(({ ready }) => ready !== null)).toBe(true);
    expect(drafts.draftOf('b').pictures).toEqual([]);
  });

  it('go out with the text as the caption of the last, each with the reading time, and leave nothing behind', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1'), aFile('2')]);
    drafts.write('a', 'hello');
    expect(await drafts.send('a', 30)).toMatchObject({ ok: true });
    expect(bridge.calls.map(({ name }) => name).filter((name) => name !== 'drafts.keep')).toEqual([
      'messages.sendImage',
      'messages.sendImage',
    ]);
    expect(bridge.argumentsOf('messages.sendImage').map(nameIn)).toEqual(['1', '2']);
    expect(bridge.argumentsOf('messages.sendImage')).toMatchObject([
      { burnSeconds: 30, caption: '' },
      { burnSeconds: 30, caption: 'hello' },
    ]);
    expect(drafts.draftOf('a')).toMatchObject({ text: '', pictures: [] });
    expect(urls.size).toBe(0);
  });

  it('are one album when they are several, and none when there is one', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1'), aFile('2')]);
    await drafts.send('a', null);
    drafts.addPictures('a', [aFile('3')]);
    await drafts.send('a', null);
    const albums = bridge
      .argumentsOf('messages.sendImage')
      .map((argument) => (argument as { readonly albumId?: string }).albumId);
    expect(albums).toEqual([expect.any(String), albums[0], undefined]);
  });

  it('go out before a text that is too long for a caption', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1')]);
    drafts.write('a', 'x'.repeat(1_025));
    await drafts.send('a', null);
    const sent = bridge.calls.map(({ name }) => name).filter((name) => name.startsWith('messages.'));
    expect(sent).toEqual(['messages.sendImage', 'messages.send']);
    expect(bridge.argumentsOf('messages.sendImage')).toMatchObject([{ caption: '' }]);
  });

  it('go out without a text', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1')]);
    expect(await drafts.send('a', null)).toMatchObject({ ok: true });
    expect(bridge.argumentsOf('messages.send')).toHaveLength(0);
  });

  it.each(['', 'hello', 'x'.repeat(1_025)])(
    'T37: end their draft with the last message, a picture when the text goes with it',
    async (text) => {
      const drafts = useDraftsStore(anAccount.accountId);
      drafts.addPictures('a', [aFile('1'), aFile('2')]);
      drafts.write('a', text);
      const { draftId } = drafts.draftOf('a');
      await drafts.send('a', null);
      const sent = bridge.calls.filter(({ name }) => name.startsWith('messages.'));
      const ends = sent.map(({ argument }) => (argument as { readonly draftId?: string }).draftId);
      const withoutEnd = text.length > 1_024 ? 2 : 1;
      expect(ends).toEqual([...Array.from({ length: withoutEnd }, () => undefined), draftId]);
    },
  );

  it('stay from the first that main refuses on, with the text and the reason', async () => {
    bridge.answers['messages.sendImage'] = (draft) =>
      nameIn(draft) === '2' ? fail('messageNotFound') : succeed(aMessage('p'));
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1'), aFile('2'), aFile('3')]);
    drafts.write('a', 'hello');
    await drafts.send('a', null);
    expect(drafts.draftOf('a')).toMatchObject({
      text: 'hello',
      failure: 'messageNotFound',
      pictures: [{ name: '2' }, { name: '3' }],
    });
    expect(bridge.argumentsOf('messages.send')).toHaveLength(0);
  });

  it('hold everything back when one of them turns out not to be one, and say which', async () => {
    shrinkImage.mockImplementation((file) =>
      Promise.resolve(file.name === 'bad' ? fail('imageUnreadable') : shrunk(file)),
    );
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('good'), aFile('bad')]);
    expect(await drafts.send('a', null)).toBeNull();
    await settle();
    expect(bridge.calls.filter(({ name }) => name !== 'drafts.keep')).toEqual([]);
    expect(drafts.draftOf('a')).toMatchObject({
      pictures: [{ name: 'good' }],
      refused: [{ name: 'bad', reason: 'imageUnreadable' }],
    });
  });

  it('are not taken from other files, nor without end', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    const many = Array.from({ length: maxPictures + 1 }, (_, index) => aFile(String(index)));
    drafts.addPictures('a', [aFile('letter.pdf', 'application/pdf'), ...many]);
    expect(drafts.draftOf('a').pictures).toHaveLength(maxPictures);
    expect(drafts.draftOf('a').refused).toEqual([
      { name: 'letter.pdf', reason: 'notAPicture' },
      { name: String(maxPictures), reason: 'tooMany' },
    ]);
    await vi.waitUntil(() => drafts.draftOf('a').pictures.every(({ ready }) => ready !== null));
  });

  it('are forgotten when they are removed and when the account is closed', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1'), aFile('2')]);
    await settle();
    drafts.removePicture('a', drafts.draftOf('a').pictures[0]?.pictureId ?? '');
    expect(drafts.draftOf('a').pictures.map(({ name }) => name)).toEqual(['2']);
    expect(urls.size).toBe(1);
    closeAccount(anAccount.accountId);
    expect([drafts.draftOf('a').pictures, urls.size]).toEqual([[], 0]);
  });

  it('leave nothing when the account is closed while they are made smaller', async () => {
    let finish: () => void = () => undefined;
    shrinkImage.mockImplementation(
      (file) => new Promise((resolve) => (finish = () => resolve(shrunk(file)))),
    );
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.addPictures('a', [aFile('1')]);
    await settle();
    closeAccount(anAccount.accountId);
    finish();
    await settle();
    expect([drafts.draftOf('a').pictures, urls.size]).toEqual([[], 0]);
  });
});
