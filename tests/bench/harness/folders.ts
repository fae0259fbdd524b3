import { join } from 'node:path';

/** The bundle of the benches lies in `.runtime/bench`, like everything that can be made again. */
export const projectFolder = join(__dirname, '../..');

/** Where profiles that are dear to make are kept between runs. */
export const profileFolder = join(projectFolder, '.runtime/bench-profiles');

/** Where the figures of the run of record are kept, from which the document is made. */
export const recordFile = join(projectFolder, 'docs/performance.json');

/** The document. */
export const documentFile = join(projectFolder, 'docs/performance.md');
