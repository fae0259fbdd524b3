export { default as PictureChooser } from './PictureChooser.vue';
export { createPictureChoice } from './picture-choice';
