import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBundleFile } from '../../../main/app/bundle-reader';

describe('readBundleFile', () => {
  let directory: string;
  let root: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'bundle-'));
    root = join(directory, 'renderer');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'index.html'), '<p>page</p>');
    writeFileSync(join(root, 'assets/a.js'), 'export {};');
    writeFileSync(join(root, 'assets/a.js.map'), '{}');
    writeFileSync(join(directory, 'secret.js'), 'secret');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('reads the page with its content type', () => {
    const file = readBundleFile(root, 'app://bundle/');
    expect(new TextDecoder().decode(file?.content)).toBe('<p>page</p>');
    expect(file?.contentType).toBe('text/html; charset=utf-8');
  });

  it('reads a script as JavaScript, so that nosniff lets it run', () => {
    expect(readBundleFile(root, 'app://bundle/assets/a.js')?.contentType).toMatch(/^text\/javascript/);
  });

  it('does not tell a missing file from a refused one', () => {
    expect(readBundleFile(root, 'app://bundle/missing.js')).toBeNull();
    expect(readBundleFile(root, 'app://bundle/../secret.js')).toBeNull();
  });

  it('serves neither folders nor kinds of files that the app has no use for', () => {
    expect(readBundleFile(root, 'app://bundle/assets')).toBeNull();
    expect(readBundleFile(root, 'app://bundle/assets/a.js.map')).toBeNull();
  });

  it('does not follow a symbolic link out of the folder', () => {
    symlinkSync(join(directory, 'secret.js'), join(root, 'link.js'));
    symlinkSync(directory, join(root, 'up'));
    expect(readBundleFile(root, 'app://bundle/link.js')).toBeNull();
    expect(readBundleFile(root, 'app://bundle/up/secret.js')).toBeNull();
  });

  it('is not fooled by a folder whose name begins with the root', () => {
    mkdirSync(`${root}-other`);
    writeFileSync(`${root}-other/a.js`, 'other');
    symlinkSync(`${root}-other/a.js`, join(root, 'b.js'));
    expect(readBundleFile(root, 'app://bundle/b.js')).toBeNull();
  });
});
