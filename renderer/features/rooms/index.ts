export { default as RoomsPanel } from './RoomsPanel.vue';
