import { ensureBundle } from './bundle.mjs';
import { ensureDebianPackages } from './debian-packages.mjs';
import { describeRuntime, ensureElectron } from './electron-runtime.mjs';
import { withSetupLock } from './lock.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { ensureSqlite } from './sqlite-binding.mjs';
import { runSteps } from './steps.mjs';

/**
 * What a command needs before it can begin. npm packages are always needed.
 *
 * @typedef {object} Needs
 * @property {readonly import('./debian-packages.mjs').PackageGroup[]} [systemPackages]
 * @property {boolean} [electron]
 * @property {boolean} [sqlite]
 * @property {boolean} [bundle]
 *
 * @typedef {object} SetUpOptions
 * @property {(line: string) => void} write takes the progress, line by line
 * @property {boolean} [quiet] print only what had to be done
 * @property {boolean} [retryDownload] try Electron's own download even if it was out of reach a short while ago
 */

/**
 * Brings the checkout into the state that the needs describe. Every step looks first and does nothing twice.
 *
 * @param {Needs} needs
 * @param {SetUpOptions} options
 * @returns {Promise<{ electron: import('./electron-runtime.mjs').ElectronRuntime | null }>}
 * @throws {import('./steps.mjs').SetupFailed} with a text that names the step and what to do
 */
export function setUp(needs, { write, quiet = false, retryDownload = false }) {
  /** @type {import('./electron-runtime.mjs').ElectronRuntime | null} */
  let electron = null;
  const { systemPackages = [] } = needs;
  /** @type {(import('./steps.mjs').Step & { isNeeded: boolean })[]} */
  const steps = [
    {
      name: 'system packages',
      isNeeded: systemPackages.length > 0,
      run: (progress) => ensureDebianPackages(systemPackages, progress),
    },
    { name: 'npm packages', isNeeded: true, run: ensureNodeModules },
    {
      name: 'Electron',
      isNeeded: needs.electron === true,
      run: async (progress) => {
        electron = await ensureElectron({ retryDownload, progress });
        return describeRuntime(electron);
      },
    },
    {
      name: 'SQLite driver',
      isNeeded: needs.sqlite === true,
      run: (progress) => ensureSqlite({ electron, progress }),
    },
    { name: 'bundles', isNeeded: needs.bundle === true, run: ensureBundle },
  ];
  return withSetupLock(async () => {
    await runSteps(
      steps.filter((step) => step.isNeeded),
      { write, quiet },
    );
    return { electron };
  }, write);
}
