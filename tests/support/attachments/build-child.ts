import { join } from 'node:path';
import { build } from 'vite';

const root = join(__dirname, '../../..');

/** Where folders for built child programs have to be, so that they find the packages. */
export const childFolderPrefix = join(root, 'node_modules/.attachments-test-');

/** Builds a program of this folder for a process of its own; answers its file. */
export async function buildChild(program: string, folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    // As the app is built.
    resolve: { alias: { bufferutil: join(root, 'main/transport/websocket-mask.ts') } },
    logLevel: 'error',
    ssr: { noExternal: ['ws'] },
    build: {
      ssr: join(__dirname, `${program}.ts`),
      outDir: folder,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs' } },
    },
  });
  return join(folder, 'child.cjs');
}
