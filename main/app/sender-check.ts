import { isBundlePage } from './bundle-path';

/** What is known about the frame that called a channel. */
export interface CallSender {
  /** The frame's window was made by the app. */
  readonly isKnownWindow: boolean;
  /** The frame is the window's top frame, not a child. */
  readonly isMainFrame: boolean;
  /** Address of the frame's document; null when the frame is already gone. */
  readonly url: string | null;
}

/** Why a call was refused before a handler saw it; goes to the log as a code. */
export type CallRefusal =
  'unknownWindow' | 'childFrame' | 'foreignPage' | 'argumentCount' | 'argumentTooLarge';

/** Null when the sender is the top frame of one of the app's windows showing the app's own page. */
export function refuseSender(sender: CallSender): CallRefusal | null {
  if (!sender.isKnownWindow) return 'unknownWindow';
  if (!sender.isMainFrame) return 'childFrame';
  return sender.url !== null && isBundlePage(sender.url) ? null : 'foreignPage';
}
