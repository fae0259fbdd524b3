import { mediaScheme } from '../../preload/contract/playback-calls';

const address = new RegExp(`^${mediaScheme}://file/([0-9a-f]{32})$`, 'u');

/** The handle in the address of a file that is played; null for any other address. */
export const handleOfMedia = (url: string): string | null => address.exec(url)?.[1] ?? null;
