import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/** Licences of the packages that a bundle contains, beside it. */
const license = { fileName: 'licences.md' };

/** The font of Latin letters and digits, which every screen has: asked for with the page, not when its first line is laid out. */
const preloadedFont = 'inter-latin-wght';
const preloadFont: Plugin = {
  name: 'preload-font',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => file.includes(preloadedFont))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${file}` },
          injectTo: 'head' as const,
        })),
  },
};

/**
 * Three bundles. Main and preload are CommonJS for Node 18 and up (the oldest runtime the app starts on), the renderer
 * targets Chrome 114 and up. `server`, `frame`, `conformance` and `line` are programs of their own that run under plain Node.
 *
 * Packages under `dependencies` stay outside and are installed with the app: only the native SQLite driver has to. All
 * others are bundled; thrift must be, because it requires an ES module, which Node 18 cannot load.
 */
export default defineConfig({
  main: {
    // Under this name the websocket library looks for a native package; ours is as fast as is needed, and nothing to build or to sign.
    resolve: { alias: { bufferutil: resolve('main/transport/websocket-mask.ts') } },
    build: {
      target: 'node18',
      outDir: 'out/main',
      license,
      rolldownOptions: {
        input: {
          index: resolve('main/index.ts'),
          server: resolve('main/server.ts'),
          frame: resolve('main/protocol/frame-tool.ts'),
          conformance: resolve('conformance/index.ts'),
          line: resolve('main/line/index.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: resolve('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    define: { __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
    // Data is read faster from a text than as code.
    json: { namedExports: false, stringify: true },
    css: { transformer: 'lightningcss' },
    build: {
      target: 'chrome114',
      cssMinify: 'lightningcss',
      outDir: 'out/renderer',
      license,
      assetsInlineLimit: 0,
      // Half as much to read, and 20 of 260 ms of the processor until the first screen is painted.
      minify: true,
      rolldownOptions: {
        input: { index: resolve('renderer/index.html') },
        output: {
          codeSplitting: {
            groups: [
              // Before all others: a group takes what its modules import along, and what is of two of them would be read with both.
              { name: 'first', tags: ['$initial'], priority: 2 },
              // Names and words of two thousand emoji: read with the first look at one, not behind the paint.
              { name: 'emoji', test: /emoji-?data|emojibase/u, priority: 1 },
              { name: 'later', test: () => true },
            ],
          },
        },
      },
    },
    plugins: [vue({ features: { optionsAPI: false } }), preloadFont],
  },
});
