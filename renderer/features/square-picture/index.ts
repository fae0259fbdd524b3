export { default as PictureChooser } from './PictureChooser.vue';
export { createPictureChoice, type ChosenPicture, type PictureChoice } from './picture-choice';
