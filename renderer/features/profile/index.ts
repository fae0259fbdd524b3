export { default as ProfileEditor } from './ProfileEditor.vue';
export { default as PersonFacts } from './PersonFacts.vue';
export { default as RemarkRow } from './RemarkRow.vue';
export { useProfileStore } from './profile-store';
