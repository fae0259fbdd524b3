// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DraftView } from '../../../../../preload/contract/views';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useDraftsStore } from '../../../../../renderer/features/composer/drafts-store';
import { FakeBridge, settle } from '../../fake-bridge';
import { aMessage, anAccount } from '../../views';

const aView = (change: Partial<DraftView> = {}): DraftView => ({
  draftId: '00000000-0000-4000-8000-000000000001',
  conversationId: 'a',
  text: 'kept',
  replyToId: null,
  mentions: [],
  mode: 'asChat',
  burnSeconds: null,
  pictureCount: 0,
  isTakenBack: false,
  ...change,
});
const texts = (bridge: FakeBridge): readonly string[] =>
  bridge.argumentsOf('drafts.keep').map((argument) => (argument as DraftView).text);

describe('drafts that main keeps', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('T37: are told from the first letter on, every state at once, though none is answered yet', () => {
    const bridge = new FakeBridge({ 'drafts.keep': () => new Promise(() => undefined) }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'h');
    drafts.write('a', 'he');
    drafts.write('a', 'hel');
    drafts.write('a', 'hel');
    drafts.write('a', '');
    expect(texts(bridge)).toEqual(['h', 'he', 'hel', '']);
  });

  it('T37: come back to their chats with what belongs to them, above what was written before they came', async () => {
    const bridge = new FakeBridge({
      'drafts.list': () =>
        succeed([
          aView({ replyToId: 'm7', pictureCount: 2, mode: 'burn' }),
          aView({ conversationId: 'b', draftId: '00000000-0000-4000-8000-000000000002' }),
        ]),
    }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('b', 'early');
    await drafts.load();
    await settle();
    expect(drafts.draftOf('a')).toMatchObject({
      text: 'kept',
      replyToId: 'm7',
      mode: 'burn',
      lostPictureCount: 2,
    });
    expect(drafts.draftOf('b').text).toBe('kept\nearly');
    // The two of the second chat are one draft now.
    expect(texts(bridge)).toEqual(['early', 'kept\nearly', '']);
  });

  it('T37: end with their message, and are forgotten here, too', async () => {
    const bridge = new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'hello');
    const { draftId } = drafts.draftOf('a');
    await drafts.send('a', null);
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ draftId }]);
    expect(drafts.draftOf('a').draftId).not.toBe(draftId);
    expect(texts(bridge)).toEqual(['hello']);
    expect(JSON.stringify([...drafts.drafts.values(), drafts.draftOf('a')])).not.toContain('hello');
  });

  it('T37: say so when main cannot keep them', async () => {
    const bridge = new FakeBridge({ 'drafts.keep': () => fail('draftNotKept') }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'long');
    await settle();
    expect(drafts.draftOf('a').isUnkept).toBe(true);
    bridge.answers['drafts.keep'] = () => succeed();
    drafts.write('a', 'lon');
    await settle();
    expect(drafts.draftOf('a').isUnkept).toBe(false);
  });

  it('T37: are marked while they hold words that were taken back', async () => {
    const bridge = new FakeBridge().install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.append('a', 'taken back');
    await settle();
    expect(bridge.argumentsOf('drafts.keep')).toMatchObject([{ isTakenBack: true }]);
    drafts.write('a', '');
    drafts.write('a', 'new');
    await settle();
    expect(bridge.argumentsOf('drafts.keep').at(-1)).toMatchObject({ text: 'new', isTakenBack: false });
  });
});
