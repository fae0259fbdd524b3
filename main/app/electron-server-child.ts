import { utilityProcess } from 'electron';
import type { ForkServer } from './server-child';

/** Runs the entry point `file` in a utility process of its own. */
export function createServerFork(file: string): ForkServer {
  return (serverArguments) => {
    const child = utilityProcess.fork(file, [...serverArguments], {
      serviceName: 'Tim Desktop local server',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return {
      onOutput: (listener) => void child.stdout?.on('data', (chunk: unknown) => listener(String(chunk))),
      onExit: (listener) => void child.once('exit', listener),
      giveKey: (key) => child.postMessage(key),
      kill: () => void child.kill(),
    };
  };
}
