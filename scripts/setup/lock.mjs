import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { runtimeFolder } from './project.mjs';

const lockFile = path.join(runtimeFolder, 'setup.lock');

/** Whether the process that wrote the lock is still there. */
function isHolderAlive() {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

/** @returns {boolean} whether the lock is ours now */
function tryLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHolderAlive()) rmSync(lockFile, { force: true });
    return false;
  }
}

/**
 * Runs the action while no other process of this checkout sets up. Two that start at once would otherwise empty each
 * other's folders; the second finds everything done.
 *
 * @template T
 * @param {() => Promise<T>} action
 * @param {(text: string) => void} write
 */
export async function withSetupLock(action, write) {
  mkdirSync(runtimeFolder, { recursive: true });
  let hasSaid = false;
  while (!tryLock()) {
    if (!hasSaid) write('  ... waiting for another set-up of this folder');
    hasSaid = true;
    await sleep(200);
  }
  const unlock = () => rmSync(lockFile, { force: true });
  process.once('exit', unlock);
  try {
    return await action();
  } finally {
    process.off('exit', unlock);
    unlock();
  }
}
