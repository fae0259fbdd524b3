export { default as DetailsPane } from './DetailsPane.vue';
export { detailsPlacement } from './details-placement';
