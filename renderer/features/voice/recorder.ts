import { request } from '../../base/bridge';
import { every } from '../../base/clock';

/** Why nothing can be recorded. */
export type MicrophoneFailure = 'noMicrophone' | 'microphoneRefused' | 'microphoneBusy' | 'cannotRecord';

/** What a recorder tells. */
export interface RecorderEvents {
  /** How loud it was since the last time, 0 to 1. */
  readonly level: (level: number) => void;
  /** The microphone went away. */
  readonly lost: () => void;
}

/** A recorder at work. */
export interface Recorder {
  /** Ends it and gives what was recorded. */
  stop(): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends it; nothing stays. */
  cancel(): void;
}

/** Begins to record; asks for the microphone, which nobody has at any other time. Tests have their own. */
export type BeginRecording = (
  events: RecorderEvents,
) => Promise<
  { readonly ok: true; readonly value: Recorder } | { readonly ok: false; readonly reason: MicrophoneFailure }
>;

/** What is recorded: speech needs no more. */
export const recordedType = 'audio/webm';
const codec = 'audio/webm;codecs=opus';
const bitsPerSecond = 32_000;
const levelEveryMs = 50;
/** Bytes come so often, so that a recorder that fails in the end has given nearly all of them, ms. */
const sliceMs = 1_000;

/** The engine's own recorder: Opus, one channel. What it gives lies in memory alone. */
export const beginRecording: BeginRecording = async (events) => {
  const allowed = await request('app.microphone', { isWanted: true });
  if (!allowed.ok) return { ok: false, reason: 'microphoneRefused' };
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    letGo(null);
    return { ok: false, reason: reasonOf(error) };
  }
  try {
    return { ok: true, value: record(stream, events) };
  } catch {
    letGo(stream);
    return { ok: false, reason: 'cannotRecord' };
  }
};

function record(stream: MediaStream, events: RecorderEvents): Recorder {
  const parts: Blob[] = [];
  const recorder = new MediaRecorder(stream, { mimeType: codec, audioBitsPerSecond: bitsPerSecond });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const stopListening = every(levelEveryMs, () => {
    analyser.getFloatTimeDomainData(samples);
    events.level(samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0));
  });
  recorder.addEventListener('dataavailable', ({ data }) => void parts.push(data));
  recorder.addEventListener('error', () => events.lost());
  for (const track of stream.getTracks()) track.addEventListener('ended', () => events.lost());
  recorder.start(sliceMs);
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    stopListening();
    // A context that does not close is nobody's matter.
    context.close().catch(() => undefined);
    letGo(stream);
  };
  return {
    async stop() {
      if (recorder.state !== 'inactive') {
        const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
        recorder.stop();
        await stopped;
      }
      end();
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop();
      parts.length = 0;
      end();
    },
  };
}

/** The system's sign that somebody listens goes out with it. */
function letGo(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
  void request('app.microphone', { isWanted: false });
}

function reasonOf(error: unknown): MicrophoneFailure {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'noMicrophone';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'microphoneRefused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'microphoneBusy' : 'cannotRecord';
}
