export { default as RecordButton } from './RecordButton.vue';
export { default as VoiceStrip } from './VoiceStrip.vue';
export { useVoice } from './use-voice';
export { beginRecordingKey, useVoiceDraftsStore, type VoiceDraft } from './voice-drafts-store';
export type { BeginRecording, Recorder, RecorderEvents } from './recorder';
