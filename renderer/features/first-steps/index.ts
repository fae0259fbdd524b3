export { default as KeyNotice } from './KeyNotice.vue';
export { default as TrialStrip } from './TrialStrip.vue';
