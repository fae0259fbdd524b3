export { default as RecordButton } from './RecordButton.vue';
export { default as VoiceStrip } from './VoiceStrip.vue';
export { useVoice } from './use-voice';
export { beginRecordingKey, useVoiceDraftsStore } from './voice-drafts-store';
export type { BeginRecording, RecorderEvents } from './recorder';
