export { default as TextPieces } from './TextPieces.vue';
