import { powerMonitor } from 'electron';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import { watchNetwork } from './network-watch';

/** Calls `onWakeUp` after sleep, after the screen was unlocked, and when the network changed. */
export function watchWakeUps(clock: Clock, onWakeUp: () => void): Disposable {
  const network = watchNetwork(clock, onWakeUp);
  powerMonitor.on('resume', onWakeUp);
  powerMonitor.on('unlock-screen', onWakeUp);
  return toDisposable(() => {
    network.dispose();
    powerMonitor.off('resume', onWakeUp);
    powerMonitor.off('unlock-screen', onWakeUp);
  });
}
