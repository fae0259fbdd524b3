import type { InjectionKey } from 'vue';

/** Tells where the picture of a person or a room can be loaded from; null: there is none, or it is on its way. */
export type AvatarPictureOf = (id: string, shape: 'person' | 'room') => string | null;

/** By this avatars learn what pictures there are; without it they show letters. */
export const avatarPictureKey: InjectionKey<AvatarPictureOf> = Symbol('avatar picture');
