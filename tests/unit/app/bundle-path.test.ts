import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBundlePage, resolveBundlePath } from '../../../main/app/bundle-path';

describe('resolveBundlePath', () => {
  it.each([
    ['app://bundle', 'index.html'],
    ['app://bundle/', 'index.html'],
    ['app://bundle/index.html', 'index.html'],
    ['app://bundle/index.html?x=1#top', 'index.html'],
    ['app://bundle/assets/index-B2_x.js', 'assets/index-B2_x.js'],
    ['app://bundle/assets/-a.b.css', 'assets/-a.b.css'],
  ])('resolves %s', (url, path) => {
    expect(resolveBundlePath(url)).toBe(path);
  });

  it.each([
    'app://bundle/../../etc/passwd',
    'app://bundle/assets/../index.html',
    'app://bundle/%2e%2e/%2e%2e/etc/passwd',
    'app://bundle/%2E%2E%2Fetc/passwd',
    'app://bundle/..%2f..%2fetc/passwd',
    'app://bundle/..\\..\\etc\\passwd',
    'app://bundle/assets%5c..%5cindex.html',
    'app://bundle/index.html\u0000.png',
    'app://bundle/index.html%00.png',
    'app://bundle//etc/passwd',
    'app://bundle/C:/Windows/win.ini',
    'app://bundle/.hidden',
    'app://bundle/assets/',
    'app://bundle/./index.html',
    'app://bundle/index.html\n',
    'app://bundle:80/index.html',
    'app://user@bundle/index.html',
    'app://bundle.evil/index.html',
    'app://x/index.html',
    'app:///index.html',
    'APP://bundle/index.html',
    'file:///etc/passwd',
    'https://bundle/index.html',
    '',
  ])('refuses %j', (url) => {
    expect(resolveBundlePath(url)).toBeNull();
    expect(isBundlePage(url)).toBe(false);
  });

  it('never answers a path that leaves the folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (tail) => {
        const path = resolveBundlePath(`app://bundle/${tail}`);
        if (path === null) return;
        expect(path).not.toMatch(/(^|\/)\.|\\|%|\u0000|^\/|:/);
      }),
    );
  });
});
