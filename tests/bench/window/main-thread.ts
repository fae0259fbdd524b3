import type { ElectronApplication } from '@playwright/test';

/** How late the main process came to what was due, milliseconds. */
export interface Delay {
  readonly p99: number;
  readonly longest: number;
}

const nsPerMs = 1e6;

/** Watches the main process of the app while `work` runs. */
export async function delayDuring(app: ElectronApplication, work: () => Promise<unknown>): Promise<Delay> {
  await app.evaluate(() => {
    // Code from outside has no loader of its own; the bundle is CommonJS, so there is a main module that has one.
    const main = Reflect.get(process, 'mainModule') as { require(name: string): unknown };
    const { monitorEventLoopDelay } = main.require('node:perf_hooks') as {
      monitorEventLoopDelay(options: object): { enable(): void };
    };
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    Reflect.set(globalThis, 'benchDelay', delay);
  });
  await work();
  const [p99, longest] = await app.evaluate(() => {
    const delay = Reflect.get(globalThis, 'benchDelay') as {
      disable(): void;
      percentile(share: number): number;
      readonly max: number;
    };
    delay.disable();
    return [delay.percentile(99), delay.max] as const;
  });
  return { p99: p99 / nsPerMs, longest: longest / nsPerMs };
}
