import type { AutoFetchView } from '../../preload/contract/file-views';

/** Every file waits for a click: for tests that look at it before. */
export const nothingByItself: AutoFetchView = {
  mostBytes: { pictures: 0, voice: 0, video: 0, files: 0 },
  fromMembers: false,
};
