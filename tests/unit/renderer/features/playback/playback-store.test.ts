// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { createApp } from 'vue';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import { accountRequest } from '../../../../../renderer/base/bridge';
import { soundElementKey, usePlaybackStore, type Sound } from '../../../../../renderer/features/playback';
import { PretendedSound } from '../../pretended-sound';
import { FakeBridge } from '../../fake-bridge';
import { aMessage } from '../../views';

let bridge: FakeBridge;
let element: PretendedSound;
let opened: number;
let shown: MessageView | null;
let refusal: Result<never> | null;

const soundOf = (messageId: string, change: Partial<Sound> = {}): Sound => ({
  account: { accountId: 'account-1', request: accountRequest('account-1') },
  conversationId: 'u:node-1',
  messageId,
  kind: 'voice',
  title: 'Ann',
  durationMs: 4_000,
  ...change,
});

const recorded = (messageId: string): MessageView =>
  aMessage(messageId, {
    isMine: false,
    body: {
      kind: 'file',
      name: 'voice-message.webm',
      sizeBytes: 9_000,
      state: { kind: 'here' },
      media: 'audio',
      voice: { durationMs: 4_000, peaks: [0.5, 1] },
    },
  });

beforeEach(() => {
  opened = 0;
  refusal = null;
  shown = recorded('m1');
  bridge = new FakeBridge({
    'playback.open': ({ messageId }) => {
      opened += 1;
      if (refusal !== null) return refusal;
      return succeed({
        handle: `handle-${String(opened)}`,
        url: `tim-media://file/${messageId}`,
        kind: 'audio',
      });
    },
    'messages.byIds': () => succeed(shown === null ? [] : [shown]),
  }).install();
  element = new PretendedSound();
  const pinia = createPinia();
  createApp({}).use(pinia).provide(soundElementKey, element.make);
  setActivePinia(pinia);
});

describe('what the window plays', () => {
  it('is one sound at a time: another one ends it, and its handle', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    expect([element.url, playback.state]).toEqual(['tim-media://file/m1', 'playing']);
    await playback.play(soundOf('m2'));
    expect(element.url).toBe('tim-media://file/m2');
    expect(bridge.argumentsOf('playback.close')).toEqual([{ handle: 'handle-1' }]);
  });

  it('rests, goes on where it was, is moved and played faster, and so is the next one', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    playback.pause();
    expect(playback.state).toBe('resting');
    playback.seek(1_500);
    playback.resume();
    expect([playback.state, element.positionMs]).toEqual(['playing', 1_500]);
    playback.stepRate();
    expect(element.rate).toBe(1.5);
    await playback.play(soundOf('m2'));
    expect(element.rate).toBe(1.5);
    playback.stepRate();
    playback.stepRate();
    expect(element.rate).toBe(1);
  });

  it('rests while a film is seen, and rests the film when it goes on', async () => {
    const playback = usePlaybackStore();
    let rests = 0;
    await playback.play(soundOf('m1'));
    playback.beginFilm(() => (rests += 1));
    expect(playback.state).toBe('resting');
    playback.resume();
    expect([playback.state, rests]).toEqual(['playing', 1]);
  });

  it('is noted as played once it begins, a recording alone', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m2', { kind: 'audio' }));
    expect(bridge.argumentsOf('playback.notePlayed')).toEqual([]);
    await playback.play(soundOf('m1'));
    expect(bridge.argumentsOf('playback.notePlayed')).toEqual([{ messageId: 'm1' }]);
  });

  it('is told when it was heard to its end, and nothing of it stays', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    element.end();
    expect(playback.heard?.messageId).toBe('m1');
    expect([playback.sound, element.url]).toEqual([null, null]);
  });

  it('ends at once when its message is revoked while it is heard, and is never heard again', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    shown = aMessage('m1', { body: { kind: 'revoked', byMe: false, reeditUntilMs: null } });
    await playback.applyChanges('account-1', ['m1']);
    expect([playback.sound, element.url, playback.heard]).toEqual([null, null, null]);
    await playback.play(soundOf('m2'));
    element.end();
    await flushPromises();
    expect(element.url).toBeNull();
  });

  it.each<[string, MessageView | null]>([
    [
      'is on its way out',
      { ...recorded('m1'), operation: { kind: 'revoke', state: 'pending', reason: null } },
    ],
    ['is covered', aMessage('m1', { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: 5 } })],
    ['has burned', aMessage('m1', { body: { kind: 'burned' } })],
    ['is not there', null],
  ])('ends when its message %s', async (_name, message) => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    shown = message;
    await playback.applyChanges('account-1', null);
    expect(playback.sound).toBeNull();
  });

  it('goes on when other messages come, and when its own changes in something else', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    element.hear(2_000);
    await playback.applyChanges('account-1', ['m9']);
    await playback.applyChanges('account-2', ['m1']);
    await playback.applyChanges('account-1', ['m1']);
    expect([playback.sound?.messageId, playback.positionMs, playback.state]).toEqual([
      'm1',
      2_000,
      'playing',
    ]);
  });

  it('ends with its account', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    playback.accountClosed('account-2');
    expect(playback.sound).not.toBeNull();
    playback.accountClosed('account-1');
    expect(playback.sound).toBeNull();
  });

  it('goes on where it was after a rest that was longer than its handle, and fails in words when that does not help', async () => {
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    element.hear(3_000);
    element.fail();
    await flushPromises();
    expect([opened, element.positionMs, playback.state]).toEqual([2, 3_000, 'playing']);
    element.fail();
    await flushPromises();
    expect([playback.sound, playback.failure]).toEqual([null, 'fileUnreadable']);
  });

  it('says why it cannot be played', async () => {
    refusal = fail('notPlayable');
    const playback = usePlaybackStore();
    await playback.play(soundOf('m1'));
    expect([playback.sound, playback.failure, element.url]).toEqual([null, 'notPlayable', null]);
  });

  it('is what was asked for last, whatever is answered first', async () => {
    const playback = usePlaybackStore();
    const first = playback.play(soundOf('m1'));
    await Promise.all([playback.play(soundOf('m2')), first]);
    expect(element.url).toBe('tim-media://file/m2');
    expect(bridge.argumentsOf('playback.close')).toEqual([{ handle: 'handle-1' }]);
  });
});
