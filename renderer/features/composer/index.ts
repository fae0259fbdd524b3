export { default as MessageComposer } from './MessageComposer.vue';
export { default as PictureDropZone } from './PictureDropZone.vue';
export { isEmptyDraft } from './chat-draft';
export { useDraftsStore } from './drafts-store';
export { burnChoiceOf } from './burn-choice';
export { pictureTypes, shrinkImage, squarePicture } from './shrink-image';
export { default as BurnMenu } from './BurnMenu.vue';
export { default as DefaultBurnChip } from './DefaultBurnChip.vue';
export { useBurnMode } from './use-burn-mode';
