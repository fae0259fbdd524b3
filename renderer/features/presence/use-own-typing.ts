import { useAccount } from '../../base/account-scope';
import { nowMs } from '../../base/clock';

/** Main tells the other side once in three seconds at most: a key more often says nothing new. */
const restMs = 1_000;

/** Tells main that the user writes in a chat, or has emptied its field. */
export function useOwnTyping(): (conversationId: string, text: string) => void {
  const { request } = useAccount();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let isTold = false;

  return (conversationId, text) => {
    const isTyping = text !== '';
    const atMs = nowMs();
    // A clock that was set back must not keep it quiet.
    if (isTyping ? isTold && Math.abs(atMs - toldAtMs) < restMs : !isTold) return;
    isTold = isTyping;
    toldAtMs = atMs;
    // Whether it is told changes nothing here.
    void request('typing.note', { conversationId, isTyping });
  };
}
