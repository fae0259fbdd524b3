// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { createApp } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import { closeAccount } from '../../../../../renderer/base/account-scope';
import {
  beginRecordingKey,
  useVoiceDraftsStore,
  type BeginRecording,
  type RecorderEvents,
} from '../../../../../renderer/features/voice';
import { FakeBridge } from '../../fake-bridge';
import { aMessage, anAccount } from '../../views';

const chat = 'u:node-1';
const plain = { burnSeconds: null, replyToId: null };

/** A microphone that hears what a test says. */
class PretendedMicrophone {
  events: RecorderEvents | null = null;
  /** Recorders that have the microphone. */
  open = 0;
  refusal: Awaited<ReturnType<BeginRecording>> | null = null;
  answer: Promise<unknown> = Promise.resolve();

  readonly begin: BeginRecording = async (events) => {
    await this.answer;
    if (this.refusal !== null) return this.refusal;
    this.events = events;
    this.open += 1;
    let isOver = false;
    const end = (): void => {
      if (!isOver) this.open -= 1;
      isOver = true;
    };
    return {
      ok: true,
      value: {
        stop: () => {
          end();
          return Promise.resolve(Uint8Array.of(1, 2, 3));
        },
        cancel: end,
      },
    };
  };
}

let bridge: FakeBridge;
let microphone: PretendedMicrophone;
let answer: Result<never> | null;
let revoked: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  answer = null;
  revoked = [];
  bridge = new FakeBridge({
    'files.begin': () => answer ?? succeed({ uploadId: 'upload' }),
    'files.append': () => succeed(null),
    'files.send': () => succeed(aMessage('v')),
  }).install();
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:recording');
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
  microphone = new PretendedMicrophone();
  const pinia = createPinia();
  createApp({}).use(pinia).provide(beginRecordingKey, microphone.begin);
  setActivePinia(pinia);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const store = () => useVoiceDraftsStore(anAccount.accountId);
const draft = () => store().draftOf(chat);
const draftId = (): string => draft()?.draftId ?? '';

async function recordFor(durationMs: number): Promise<void> {
  await store().record(chat);
  vi.advanceTimersByTime(durationMs);
  microphone.events?.level(0.5);
}

describe('a recording that is no message yet', () => {
  it('is recorded, heard and sent with its length and its peaks, and nothing of it stays', async () => {
    await recordFor(4_000);
    expect(draft()).toMatchObject({ phase: 'recording', durationMs: 4_000, levels: [0.5] });
    await store().stop(draftId());
    expect(draft()).toMatchObject({ phase: 'listening', url: 'blob:recording', durationMs: 4_000 });
    expect(await store().send(draftId(), plain)).toBe(true);
    expect(bridge.argumentsOf('files.begin')).toEqual([
      {
        name: 'voice-message.webm',
        sizeBytes: 3,
        mediaType: 'audio/webm',
        voice: { durationMs: 4_000, peaks: [1] },
      },
    ]);
    expect(bridge.argumentsOf('files.send')).toMatchObject([{ conversationId: chat, uploadId: 'upload' }]);
    expect([draft(), revoked, microphone.open]).toEqual([null, ['blob:recording'], 0]);
  });

  it('that is meant to burn goes out so, and answers what it was meant to answer', async () => {
    await recordFor(2_000);
    expect(await store().send(draftId(), { burnSeconds: 30, replyToId: 'm1' })).toBe(true);
    expect(bridge.argumentsOf('files.send')).toMatchObject([{ burnSeconds: 30, replyToId: 'm1' }]);
  });

  it('that is sent while it is recorded ends with it', async () => {
    await recordFor(2_000);
    expect(await store().send(draftId(), plain)).toBe(true);
    expect([bridge.argumentsOf('files.send'), microphone.open]).toMatchObject([[{}], 0]);
  });

  it.each(['cancelled', 'sent', 'stopped', 'lost', 'left', 'of an account that is closed'] as const)(
    'has the microphone no more once it is %s',
    async (end) => {
      await recordFor(2_000);
      expect(microphone.open).toBe(1);
      if (end === 'cancelled') store().cancel(draftId());
      else if (end === 'sent') await store().send(draftId(), plain);
      else if (end === 'stopped') await store().stop(draftId());
      else if (end === 'lost') microphone.events?.lost();
      else if (end === 'left') store().leave(chat);
      else closeAccount(anAccount.accountId);
      await flushPromises();
      expect(microphone.open).toBe(0);
    },
  );

  it('is given up before the microphone was there: it is let go as soon as it comes, and nothing is recorded', async () => {
    let arrive: (value: unknown) => void = () => undefined;
    microphone.answer = new Promise((resolve) => (arrive = resolve));
    const recording = store().record(chat);
    expect(draft()?.phase).toBe('asking');
    store().cancel(draftId());
    arrive(null);
    await recording;
    expect([draft(), microphone.open]).toEqual([null, 0]);
  });

  it('ends by itself after five minutes, says so, and waits to be sent', async () => {
    await recordFor(299_000);
    expect(draft()?.phase).toBe('recording');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft()).toMatchObject({ phase: 'listening', note: 'limit', durationMs: 300_000 });
    expect(bridge.argumentsOf('files.send')).toEqual([]);
  });

  it('is kept when the microphone goes away in the middle, and says so', async () => {
    await recordFor(3_000);
    microphone.events?.lost();
    await flushPromises();
    expect(draft()).toMatchObject({ phase: 'listening', note: 'lost', durationMs: 3_000 });
  });

  it('that is a slip of the finger is none, and says so', async () => {
    await recordFor(500);
    await store().stop(draftId());
    expect([draft(), store().trouble]).toEqual([null, { conversationId: chat, why: 'tooShort' }]);
    expect(microphone.open).toBe(0);
  });

  it.each(['noMicrophone', 'microphoneRefused', 'microphoneBusy', 'cannotRecord'] as const)(
    'does not begin, and says why: %s',
    async (reason) => {
      microphone.refusal = { ok: false, reason };
      await store().record(chat);
      expect([draft(), store().trouble]).toEqual([null, { conversationId: chat, why: reason }]);
    },
  );

  it('that could not be sent stays, says why, and can be sent again', async () => {
    await recordFor(2_000);
    answer = fail('diskFull');
    expect(await store().send(draftId(), plain)).toBe(false);
    expect(draft()).toMatchObject({ phase: 'listening', failure: 'diskFull', url: 'blob:recording' });
    answer = null;
    expect(await store().send(draftId(), plain)).toBe(true);
    expect(draft()).toBeNull();
  });

  it('waits in its chat when that is left, and is not recorded on', async () => {
    await recordFor(2_000);
    expect(store().leave(chat)).toBe(true);
    await flushPromises();
    expect(draft()).toMatchObject({ phase: 'listening', durationMs: 2_000 });
    expect(store().leave('u:other')).toBe(false);
  });

  it('is one at a time: another chat ends the one before, which waits', async () => {
    await recordFor(2_000);
    await store().record('u:other');
    expect(draft()?.phase).toBe('listening');
    expect(store().draftOf('u:other')?.phase).toBe('recording');
    expect(microphone.open).toBe(1);
  });
});
