export { default as DetailsPane } from './DetailsPane.vue';
export { default as PersonCardDialog } from './PersonCardDialog.vue';
export { detailsPlacement } from './details-placement';
