export { default as BannerSlot } from './BannerSlot.vue';
