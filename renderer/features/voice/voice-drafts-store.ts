import { hasInjectionContext, inject, onScopeDispose, shallowRef, type InjectionKey } from 'vue';
import { maxAppendedBytes } from '../../../preload/contract/file-calls';
import { maxRecordedMs, mostVoicePeaks } from '../../../preload/contract/file-views';
import type { FailureCode } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';
import { after, monotonicMs, type Stop } from '../../base/clock';
import { newId } from '../../base/unique-id';
import { toPeaks } from './peaks';
import {
  beginRecording,
  recordedType,
  type BeginRecording,
  type MicrophoneFailure,
  type Recorder,
} from './recorder';
import { nextRecordingPhase, type RecordingEvent, type RecordingPhase } from './recording-phase';
import { withDuration } from './webm-duration';

/** A recording that is no message yet. It lies in the memory of the window alone, and ends with it. */
export interface VoiceDraft {
  readonly draftId: string;
  readonly conversationId: string;
  readonly phase: Exclude<RecordingPhase, 'over'>;
  /** How long it is so far. */
  readonly durationMs: number;
  /** The last levels while it is recorded, then the picture of the whole; each 0 to 1. */
  readonly levels: readonly number[];
  /** Where the window plays it; null while it is recorded. */
  readonly url: string | null;
  /** What happened to it by itself: it reached its longest, or the microphone went away. */
  readonly note: 'limit' | 'lost' | null;
  /** Why it was not sent. */
  readonly failure: FailureCode | null;
}

/** How a recording goes out. */
export interface VoiceSending {
  /** Reading time after it was opened, seconds; null for one that stays. */
  readonly burnSeconds: number | null;
  /** The message that it answers; null for none. */
  readonly replyToId: string | null;
}

/** What somebody is told who wanted to record, as a message key of `voice.failed`. */
export type VoiceTrouble = MicrophoneFailure | 'tooShort';

/** Where an app has another recorder: tests have no microphone. */
export const beginRecordingKey: InjectionKey<BeginRecording> = Symbol('recorder');

/** Shorter ones are slips of the finger, ms. */
const shortestMs = 1_000;
const recordedName = 'voice-message.webm';

/** What belongs to a draft and is shown nowhere. */
interface Workings {
  recorder: Recorder | null;
  readonly allLevels: number[];
  readonly startedAtMs: number;
  stopAtLimit: Stop;
  bytes: Uint8Array<ArrayBuffer> | null;
}

/**
 * Recordings of an account, one a chat; at most one of them is being recorded. `RecordingPhase` says where each is. Whatever ends one
 * lets go of the microphone.
 */
export const useVoiceDraftsStore = defineAccountStore('voice-drafts', ({ request }) => {
  const begin = hasInjectionContext() ? inject(beginRecordingKey, beginRecording) : beginRecording;
  const drafts = shallowRef<readonly VoiceDraft[]>([]);
  /** Why there is no recording, and in which chat; told once. */
  const trouble = shallowRef<{ readonly conversationId: string; readonly why: VoiceTrouble } | null>(null);
  const workings = new Map<string, Workings>();

  const draftOf = (conversationId: string): VoiceDraft | null =>
    drafts.value.find((draft) => draft.conversationId === conversationId) ?? null;

  const byId = (draftId: string): VoiceDraft | null =>
    drafts.value.find((draft) => draft.draftId === draftId) ?? null;

  function change(draftId: string, changes: Partial<VoiceDraft>): void {
    drafts.value = drafts.value.map((draft) =>
      draft.draftId === draftId ? { ...draft, ...changes } : draft,
    );
  }

  /** Moves a draft, if that means something where it is. */
  function move(draftId: string, event: RecordingEvent, changes: Partial<VoiceDraft> = {}): boolean {
    const draft = byId(draftId);
    const phase = draft === null ? null : nextRecordingPhase(draft.phase, event);
    if (phase === null) return false;
    if (phase === 'over') forget(draftId);
    else change(draftId, { ...changes, phase });
    return true;
  }

  /** Nothing of it stays. */
  function forget(draftId: string): void {
    const work = workings.get(draftId);
    workings.delete(draftId);
    work?.stopAtLimit();
    work?.recorder?.cancel();
    work?.bytes?.fill(0);
    const url = byId(draftId)?.url ?? null;
    if (url !== null) URL.revokeObjectURL(url);
    drafts.value = drafts.value.filter((draft) => draft.draftId !== draftId);
  }

  /** Begins to record in a chat that has no recording. Asks for the microphone first. */
  async function record(conversationId: string): Promise<void> {
    if (draftOf(conversationId) !== null) return;
    for (const { draftId, phase } of drafts.value) if (phase === 'recording') await stop(draftId);
    trouble.value = null;
    const draftId = newId();
    const fresh = {
      draftId,
      conversationId,
      durationMs: 0,
      levels: [],
      url: null,
      note: null,
      failure: null,
    };
    drafts.value = [...drafts.value, { ...fresh, phase: 'asking' }];
    const begun = await begin({
      level: (level) => hear(draftId, level),
      lost: () => void stop(draftId, 'lost'),
    });
    if (!begun.ok) {
      if (move(draftId, 'refused')) trouble.value = { conversationId, why: begun.reason };
      return;
    }
    // The user did not wait for the microphone.
    if (!move(draftId, 'heard')) {
      begun.value.cancel();
      return;
    }
    workings.set(draftId, {
      recorder: begun.value,
      allLevels: [],
      startedAtMs: monotonicMs(),
      stopAtLimit: after(maxRecordedMs, () => void stop(draftId, 'limit')),
      bytes: null,
    });
  }

  function hear(draftId: string, level: number): void {
    const work = workings.get(draftId);
    if (work === undefined || byId(draftId)?.phase !== 'recording') return;
    work.allLevels.push(level);
    const durationMs = Math.min(maxRecordedMs, monotonicMs() - work.startedAtMs);
    change(draftId, { durationMs, levels: work.allLevels.slice(-mostVoicePeaks) });
  }

  /** Ends the recording, which can be heard then. Whatever ends it by itself is told. */
  async function stop(draftId: string, note: VoiceDraft['note'] = null): Promise<void> {
    const work = workings.get(draftId);
    const recorder = work?.recorder ?? null;
    if (work === undefined || recorder === null) return;
    work.recorder = null;
    work.stopAtLimit();
    const durationMs = Math.round(Math.min(maxRecordedMs, monotonicMs() - work.startedAtMs));
    const conversationId = byId(draftId)?.conversationId ?? '';
    if (durationMs < shortestMs) {
      recorder.cancel();
      if (move(draftId, 'tooShort')) trouble.value = { conversationId, why: 'tooShort' };
      return;
    }
    const recorded = await recorder.stop();
    // Cancelled meanwhile.
    if (!workings.has(draftId)) return;
    work.bytes = withDuration(recorded, durationMs);
    const url = URL.createObjectURL(new Blob([work.bytes], { type: recordedType }));
    move(draftId, 'stop', { durationMs, levels: toPeaks(work.allLevels), url, note });
  }

  /** Sends a recording; one that is still recorded ends with it. Answers whether it is a message now. */
  async function send(draftId: string, { burnSeconds, replyToId }: VoiceSending): Promise<boolean> {
    await stop(draftId);
    const draft = byId(draftId);
    const bytes = workings.get(draftId)?.bytes ?? null;
    if (draft === null || bytes === null || !move(draftId, 'send', { failure: null })) return false;
    const failure = await sendWhole(draft, bytes, { burnSeconds, replyToId });
    if (failure === null) return move(draftId, 'sent');
    move(draftId, 'failed', { failure });
    return false;
  }

  /** Why it was not sent; null when it was. */
  async function sendWhole(
    { draftId, conversationId, durationMs, levels }: VoiceDraft,
    bytes: Uint8Array<ArrayBuffer>,
    { burnSeconds, replyToId }: VoiceSending,
  ): Promise<FailureCode | null> {
    const begun = await request('files.begin', {
      name: recordedName,
      sizeBytes: bytes.length,
      mediaType: recordedType,
      voice: { durationMs, peaks: levels },
    });
    if (!begun.ok) return begun.failure.code;
    const { uploadId } = begun.value;
    for (let start = 0; start < bytes.length; start += maxAppendedBytes) {
      const part = bytes.slice(start, start + maxAppendedBytes);
      const appended = await request('files.append', { uploadId, bytes: part });
      if (!appended.ok) return appended.failure.code;
    }
    if (byId(draftId) === null) {
      await request('files.discard', { uploadId });
      return null;
    }
    const sent = await request('files.send', {
      uploadId,
      conversationId,
      replyToId,
      burnSeconds,
      preview: null,
      caption: '',
      mentions: [],
    });
    return sent.ok ? null : sent.failure.code;
  }

  /** The user does not want it. */
  function cancel(draftId: string): void {
    move(draftId, 'cancel');
  }

  /** The chat is left: what is recorded ends and waits there. Answers whether something waits. */
  function leave(conversationId: string): boolean {
    const draft = draftOf(conversationId);
    if (draft === null) return false;
    if (draft.phase === 'asking') cancel(draft.draftId);
    if (draft.phase !== 'recording') return draft.phase === 'listening';
    const startedAtMs = workings.get(draft.draftId)?.startedAtMs ?? monotonicMs();
    void stop(draft.draftId);
    return monotonicMs() - startedAtMs >= shortestMs;
  }

  onScopeDispose(() => {
    for (const { draftId } of drafts.value) forget(draftId);
  });
  return { drafts, trouble, draftOf, record, stop, send, cancel, leave };
});
