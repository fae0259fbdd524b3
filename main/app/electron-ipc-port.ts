import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { callChannel, callNames } from '../../preload/contract/channels';
import type { IpcPort } from '../ipc/ipc-port';
import type { Logger } from '../platform/logger';
import { isLargerThan, maxArgumentBytes } from './argument-size';
import { LateHandlers } from './late-handlers';
import { refuseSender, type CallRefusal } from './sender-check';

/**
 * The adapter over Electron's IPC, which listens to every channel of the contract from now on: a call that comes before its
 * handler waits for it. It reaches its handler only from the top frame of a window of the app that shows the app's own page,
 * with one argument of bounded size; everything else is rejected and logged by its code.
 */
export function createElectronIpcPort(logger: Logger): IpcPort {
  const handlers = new LateHandlers();
  for (const channel of callNames.map(callChannel)) {
    ipcMain.handle(channel, async (event, ...callArguments: unknown[]) => {
      const refusal = refuseCall(event, callArguments);
      if (refusal === null) return handlers.call(channel, callArguments[0]);
      logger.warn('call refused', { channel, reason: refusal });
      throw new Error('call refused');
    });
  }
  return {
    handle: (channel, handler) => handlers.handle(channel, handler),
    broadcast(channel, payload) {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.webContents.isDestroyed()) window.webContents.send(channel, payload);
      }
    },
  };
}

function refuseCall(event: IpcMainInvokeEvent, callArguments: readonly unknown[]): CallRefusal | null {
  const frame = event.senderFrame;
  const refusal = refuseSender({
    isKnownWindow: BrowserWindow.fromWebContents(event.sender) !== null,
    isMainFrame: frame !== null && frame === event.sender.mainFrame,
    url: frame?.url ?? null,
  });
  if (refusal !== null) return refusal;
  if (callArguments.length > 1) return 'argumentCount';
  return isLargerThan(callArguments[0], maxArgumentBytes) ? 'argumentTooLarge' : null;
}
