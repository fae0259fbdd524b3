import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Our own file; its shape is what dependency-cruiser itself reads.
const { forbidden, options } = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
) as IConfiguration;

/** Files of a tiny program, by path. */
type Tree = Readonly<Record<string, string>>;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-table-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(tree: Tree): void {
  for (const [name, content] of Object.entries(tree)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

function installPackage(name: string): Tree {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: 'module.exports = {};',
  };
}

/** Names of the rules that the tree breaks, without those that only say that the tree is tiny. */
async function brokenRules(tree: Tree): Promise<readonly string[]> {
  write({
    'package.json': '{ "dependencies": { "zod": "1", "ws": "1" } }',
    'tsconfig.node.json': '{}',
    ...tree,
  });
  const entries = ['conformance', 'main', 'preload', 'renderer', 'tests'].filter((name) =>
    Object.keys(tree).some((file) => file.startsWith(`${name}/`)),
  );
  const { output } = await cruise(entries, {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: (forbidden ?? []).filter(({ name }) => name !== 'no-orphans') },
  });
  // Without an output type the answer is the result object.
  const { summary } = output as ICruiseResult;
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

const exporting = 'export const value = 1;';

describe('the import table refuses', () => {
  const breaches: readonly [what: string, rule: string, tree: Tree][] = [
    [
      'the domain reaching into storage',
      'main-domain-imports',
      { 'main/domain/a.ts': "import '../storage/b';", 'main/storage/b.ts': exporting },
    ],
    [
      'the domain reading the clock of Node',
      'main-domain-imports',
      { 'main/domain/a.ts': "import 'node:fs';" },
    ],
    [
      'the codec opening a socket',
      'main-protocol-imports',
      { 'main/protocol/a.ts': "import net from 'node:net'; export const socket = net;" },
    ],
    [
      'electron outside of the shell',
      'electron-stays-in-the-shell',
      {
        'main/ipc/a.ts': "import { app } from 'electron'; export const b = app;",
        ...installPackage('electron'),
      },
    ],
    [
      'even a type of electron outside of the shell',
      'electron-stays-in-the-shell',
      {
        'main/storage/a.ts': "import type { App } from 'electron'; export type B = App;",
        ...installPackage('electron'),
      },
    ],
    [
      'use cases that speak to the network',
      'main-messaging-imports',
      { 'main/messaging/a.ts': "import '../transport/b';", 'main/transport/b.ts': exporting },
    ],
    [
      'the session writing to the store',
      'main-session-imports',
      { 'main/session/a.ts': "import '../storage/b';", 'main/storage/b.ts': exporting },
    ],
    [
      'the embedded server in the graph of the app',
      'main-index-imports',
      { 'main/index.ts': "import './embedded-server/b';", 'main/embedded-server/b.ts': exporting },
    ],
    [
      'a program beside the app that knows its use cases',
      'conformance-imports',
      { 'conformance/a.ts': "import '../main/messaging/b';", 'main/messaging/b.ts': exporting },
    ],
    [
      'the app in which a program beside it is built',
      'app-does-not-import-conformance',
      { 'main/account/a.ts': "import '../../conformance/b';", 'conformance/b.ts': exporting },
    ],
    [
      'the server knowing the cast of the demo',
      'main-embedded-server-imports',
      { 'main/embedded-server/a.ts': "import '../demo-cast/b';", 'main/demo-cast/b.ts': exporting },
    ],
    [
      'the account calling into the handlers',
      'account-knows-ipc-as-type-only',
      { 'main/account/a.ts': "import '../ipc/messenger';", 'main/ipc/messenger.ts': exporting },
    ],
    [
      'a preload script that needs a package',
      'preload-imports',
      { 'preload/index.ts': "import 'zod';", ...installPackage('zod') },
    ],
    [
      'a contract that knows main',
      'preload-contract-imports',
      { 'preload/contract/a.ts': "import '../../main/domain/b';", 'main/domain/b.ts': exporting },
    ],
    [
      'a window that imports main',
      'renderer-imports',
      { 'renderer/app/a.ts': "import '../../main/domain/b';", 'main/domain/b.ts': exporting },
    ],
    ['a window that imports Node', 'renderer-imports', { 'renderer/app/a.ts': "import 'node:fs';" }],
    [
      "a feature that opens another one's drawers",
      'features-through-their-face',
      { 'renderer/features/a/a.ts': "import '../b/store';", 'renderer/features/b/store.ts': exporting },
    ],
    [
      'a feature that asks the roof above it',
      'roof-stands-on-top',
      { 'renderer/features/a/a.ts': "import '../../app/b';", 'renderer/app/b.ts': exporting },
    ],
    [
      'a base that knows what stands on it',
      'base-knows-no-feature',
      { 'renderer/base/a.ts': "import '../features/b';", 'renderer/features/b/index.ts': exporting },
    ],
    [
      'a roof that reaches into a drawer',
      'roof-through-features-face',
      { 'renderer/app/a.ts': "import '../features/b/store';", 'renderer/features/b/store.ts': exporting },
    ],
    [
      'a plain component that knows a feature',
      'plain-components',
      { 'renderer/ui/a.ts': "import '../features/b';", 'renderer/features/b/index.ts': exporting },
    ],
    [
      'a cycle, even of types',
      'no-cycles',
      {
        'main/domain/a.ts': "import type { B } from './b'; export type A = B;",
        'main/domain/b.ts': "import type { A } from './a'; export type B = A;",
      },
    ],
  ];
  it.each(breaches)('%s', async (_what, rule, tree) => {
    expect(await brokenRules(tree)).toContain(rule);
  });
});

describe('the import table allows', () => {
  it('the ways that the architecture draws', async () => {
    const tree: Tree = {
      ...installPackage('electron'),
      ...installPackage('zod'),
      ...installPackage('ws'),
      'main/index.ts': "import './app/window'; import './account/create'; import 'electron';",
      'main/app/window.ts': "import 'electron'; import '../platform/clock'; import 'node:path';",
      'main/account/create.ts':
        "import '../session/session'; import '../storage/store'; import type { M } from '../ipc/messenger'; export type N = M;",
      'main/ipc/messenger.ts':
        "import type { View } from '../../preload/contract/views'; import 'zod'; export type M = View;",
      'main/session/session.ts': "import '../transport/socket'; import '../protocol/frame';",
      'main/transport/socket.ts': "import 'ws'; import '../platform/clock';",
      'main/protocol/frame.ts': "import type { Id } from '../domain/id'; export type F = Id;",
      'main/storage/store.ts':
        "import type { Id } from '../domain/id'; import 'node:fs'; export type S = Id;",
      'main/domain/id.ts': "import type { Clock } from '../platform/clock'; export type Id = Clock;",
      'main/platform/clock.ts': 'export type Clock = string;',
      'preload/contract/views.ts': 'export type View = string;',
      'renderer/main.ts': "import './app/screen';",
      'renderer/app/screen.ts': "import '../features/chat'; import '../base/clock';",
      'renderer/base/clock.ts': "import '../ui/dial';",
      'renderer/ui/dial.ts': exporting,
      'renderer/features/chat/index.ts': "import './Chat'; import '../../base/clock';",
      'renderer/features/chat/Chat.ts':
        "import { value } from '../person'; import type { View } from '../../../preload/contract/views'; export const c: View = String(value);",
      'renderer/features/person/index.ts': exporting,
    };
    expect(await brokenRules(tree)).toEqual([]);
  });
});
