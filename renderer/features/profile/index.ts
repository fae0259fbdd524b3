export { default as PersonFacts } from './PersonFacts.vue';
export { default as RemarkRow } from './RemarkRow.vue';
export { useProfileStore } from './profile-store';
