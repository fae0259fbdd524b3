import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { IpcPort } from '../ipc/ipc-port';
import { toDisposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import { isLargerThan, maxArgumentBytes } from './argument-size';
import { refuseSender, type CallRefusal } from './sender-check';

/**
 * The adapter over Electron's IPC. A call reaches its handler only from the top frame of a window of the app that shows
 * the app's own page, with one argument of bounded size; everything else is rejected and logged by its code.
 */
export function createElectronIpcPort(logger: Logger): IpcPort {
  return {
    handle(channel, handler) {
      ipcMain.handle(channel, async (event, ...callArguments: unknown[]) => {
        const refusal = refuseCall(event, callArguments);
        if (refusal === null) return handler(callArguments[0]);
        logger.warn('call refused', { channel, reason: refusal });
        throw new Error('call refused');
      });
      return toDisposable(() => ipcMain.removeHandler(channel));
    },
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
