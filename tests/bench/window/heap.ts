import type { ElectronApplication, Page } from '@playwright/test';

const bytesPerMb = 2 ** 20;
// What a first collection lets go of may hold more that only the next one finds.
const collections = 3;

/** What the code of a page holds on to once everything else is collected, MB. */
export async function pageHeapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let count = 0; count < collections; count += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / bytesPerMb;
}

/** The same of the main process, with what lies outside of its heap and belongs to it. */
export async function mainHeapMb(app: ElectronApplication): Promise<number> {
  const bytes = await app.evaluate((_, times) => {
    // Code from outside has no loader of its own; the bundle is CommonJS, so there is a main module that has one.
    const main = Reflect.get(process, 'mainModule') as { require(name: string): unknown };
    const { setFlagsFromString } = main.require('node:v8') as { setFlagsFromString(flags: string): void };
    const { runInNewContext } = main.require('node:vm') as { runInNewContext(code: string): () => void };
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    for (let count = 0; count < times; count += 1) collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  }, collections);
  return bytes / bytesPerMb;
}
