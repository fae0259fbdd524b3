import { mediaScheme, type PlaybackCalls } from '../../../preload/contract/playback-calls';
import { fail, succeed } from '../../../preload/contract/result';
import { toMessageId } from '../../domain/ids';
import { notePlayed } from '../../messaging/note-played';
import { toResult, type Handlers } from './call-context';

/** Calls about playing. */
export function createPlaybackCalls(): Pick<Handlers, keyof PlaybackCalls> {
  return {
    'playback.open': async ({ messageId }, account) => {
      const opened = await account.files.playback.open(toMessageId(messageId));
      if (!opened.ok) return fail(opened.code);
      const { handle, kind } = opened.value;
      return succeed({ handle, kind, url: `${mediaScheme}://file/${handle}` });
    },
    'playback.close': ({ handle }, account) => {
      account.files.playback.close(handle);
      return succeed();
    },
    'playback.notePlayed': ({ messageId }, { messaging }) =>
      toResult(notePlayed(toMessageId(messageId), messaging)),
  };
}
