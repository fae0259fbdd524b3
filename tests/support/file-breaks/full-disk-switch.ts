import { systemDisk, type Disk, type DiskFile } from '../../../main/attachments/disk';
import { fillDiskUnder } from '../full-disk';

/**
 * Lets the disk of this process be full by a switch: files of attachments and databases below a folder take nothing, and there is no room
 * left. To be made before anything is opened.
 */
export function fullDiskSwitch(folder: string): (isFull: boolean) => void {
  let isFull = false;
  let makeRoom: (() => void) | null = null;
  const { open, create, freeBytes } = systemDisk;
  const watched = (file: DiskFile): DiskFile => {
    const write = file.write.bind(file);
    return Object.assign(file, {
      write: (bytes: Uint8Array, start: number) => {
        if (isFull) throw Object.assign(new Error('injected'), { code: 'ENOSPC' });
        return write(bytes, start);
      },
    });
  };
  const replaced: Partial<Disk> = {
    open: async (path) => {
      const file = await open(path);
      return file === null ? null : watched(file);
    },
    create: async (path) => watched(await create(path)),
    freeBytes: async (of) => (isFull ? 0 : freeBytes(of)),
  };
  Object.assign(systemDisk, replaced);
  return (value) => {
    isFull = value;
    makeRoom?.();
    makeRoom = value ? fillDiskUnder(folder) : null;
  };
}
