import { createConnection } from 'node:net';

/** Well below the shortest time after which the app or the display takes nobody to be there: ten minutes. */
const betweenTouchesMs = 60_000;

/** X11: little-endian, version 11.0, no authorisation; what asks to be let in. */
const greeting = Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
/** X11: `ForceScreenSaver` with mode `Reset`, which counts as a touch of every device. */
const touch = Buffer.from([115, 0, 1, 0]);

/**
 * Somebody sits at this virtual display from now on. Input of tests goes to the page and never passes the display, which would put
 * its screen saver on after ten minutes: apps would then take their screen for locked, read nothing and be away. Ends with this
 * process, which it does not keep alive.
 *
 * @param number of the display, such as `99` for `:99`
 */
export async function sitAtDisplay(number: string): Promise<void> {
  const display = createConnection(`/tmp/.X11-unix/X${number}`);
  await new Promise<void>((resolve, reject) => {
    display.once('error', reject);
    display.once('data', ([answer]) => {
      if (answer === 1) resolve();
      else reject(new Error(`display :${number} lets nobody in`));
    });
    display.write(greeting);
  });
  // What else the display says is of no interest, and that it ends neither: then the tests say so.
  display.resume();
  display.on('error', () => undefined);
  display.unref();
  setInterval(() => display.write(touch), betweenTouchesMs).unref();
}
