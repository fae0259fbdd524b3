import { later } from '../../base/later';

export type { Crop } from './crop';
export { createPictureChoice } from './picture-choice';

export const PictureChooser = later(() => import('./PictureChooser.vue'));
