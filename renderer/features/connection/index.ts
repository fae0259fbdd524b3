export { default as ConnectionLine } from './ConnectionLine.vue';
export { default as MissingNotice } from './MissingNotice.vue';
