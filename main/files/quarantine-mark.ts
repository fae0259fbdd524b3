import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The zone of the internet: what Windows asks before it runs. */
const zoneOfInternet = '[ZoneTransfer]\r\nZoneId=3\r\n';
const programPatienceMs = 5_000;

/** What marking uses. */
export interface MarkEnvironment {
  readonly platform: NodeJS.Platform;
  readonly nowMs: number;
}

/**
 * Marks a file as one that came from others, where a system asks before it opens such: the stream `Zone.Identifier` on Windows,
 * `com.apple.quarantine` on macOS. On Linux nothing asks, so nothing is written there: an attribute would only tell whoever gets the file
 * where it came from. Nowhere is it told from whom. False where the disk takes no mark, as a stick may: the file is saved all the same.
 */
export async function markAsForeign(path: string, { platform, nowMs }: MarkEnvironment): Promise<boolean> {
  try {
    if (platform === 'win32') await writeFile(`${path}:Zone.Identifier`, zoneOfInternet);
    else if (platform === 'darwin') {
      const value = `0083;${Math.floor(nowMs / 1_000).toString(16)};Tim Desktop;`;
      await run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', value, path], {
        timeout: programPatienceMs,
      });
    }
    return true;
  } catch {
    return false;
  }
}
