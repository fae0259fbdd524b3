import { later } from '../../app/later';

export { createPictureChoice } from './picture-choice';

export const PictureChooser = later(() => import('./PictureChooser.vue'));
