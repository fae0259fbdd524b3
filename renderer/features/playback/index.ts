export { default as PlaybackBar } from './PlaybackBar.vue';
export { default as PlayButton } from './PlayButton.vue';
export { default as RateButton } from './RateButton.vue';
export { default as SeekRange } from './SeekRange.vue';
export { default as VideoStage } from './VideoStage.vue';
export { default as WaveForm } from './WaveForm.vue';
import { later } from '../../base/later';

export const VideoViewer = later(() => import('./VideoViewer.vue'));
export { soundElementKey, usePlaybackStore, type Sound } from './playback-store';
export { useMedia } from './use-media';
export { useSound } from './use-sound';
