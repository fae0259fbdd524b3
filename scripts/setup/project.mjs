import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Path of a file of the project. @param {string[]} parts */
export const inProject = (...parts) => path.join(projectFolder, ...parts);

/** Everything that set-up fetches or builds and that must survive a new `npm ci`. Never committed. */
export const runtimeFolder = inProject('.runtime');

/** Log of a noisy program that set-up runs. @param {string} name */
export const setupLog = (name) => path.join(runtimeFolder, 'logs', `${name}.log`);
