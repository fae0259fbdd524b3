import type { SendKey, SnapshotView } from '../../preload/contract/views';

/** What of a key event decides what Enter does. */
export interface EnterEvent {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * What Enter is for: to send; a line break that the field makes by itself; or one that has to be made for it, because with the key
 * for commands it makes none.
 */
export type EnterPurpose = 'send' | 'ownLineBreak' | 'madeLineBreak';

/** What Enter does with the keys that are held beside it. */
export function enterPurpose({ shiftKey, ctrlKey, metaKey }: EnterEvent, sendKey: SendKey): EnterPurpose {
  if (shiftKey) return 'ownLineBreak';
  const isCommand = ctrlKey || metaKey;
  if (sendKey === 'commandEnter') return isCommand ? 'send' : 'ownLineBreak';
  return isCommand ? 'madeLineBreak' : 'send';
}

/** How the keys are called that send. */
export function sendKeyText(sendKey: SendKey, platform: SnapshotView['platform']): string {
  if (sendKey === 'enter') return 'Enter';
  return platform === 'darwin' ? '⌘Enter' : 'Ctrl+Enter';
}
