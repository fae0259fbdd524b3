// Who may import whom. ARCHITECTURE.md explains the table; this file enforces it.

/** Node's own modules, in both spellings. */
const nodeModules =
  '^(?:node:)?(?:assert|async_hooks|buffer|child_process|cluster|crypto|dgram|dns|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|querystring|readline|stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(?:/|$)';

const npm = (...names) => `(?:^|/)node_modules/(?:${names.join('|')})(?:/|$)`;
const types = npm('@types');

/** Pure parts of Node that a codec may use: no sockets, no files. */
const pureNode = '^(?:node:)?(?:buffer|crypto|util|events|zlib)$';

/**
 * Folders of `main` and programs beside it, and everything outside the folder itself that it may import.
 * @type {Record<string, readonly string[]>}
 */
const allowed = {
  'main/platform': [nodeModules],
  'main/domain': ['^main/platform/', npm('image-size')],
  'main/protocol': ['^main/(?:domain|platform)/', npm('thrift', 'node-int64'), pureNode],
  'main/transport': ['^main/platform/', npm('ws'), nodeModules],
  'main/session': ['^main/(?:transport|protocol|platform|domain)/', pureNode],
  'main/storage': ['^main/(?:domain|platform)/', npm('better-sqlite3-multiple-ciphers'), nodeModules],
  // Beside the pipeline: nothing here can be stored.
  'main/ephemeral': ['^main/(?:domain|protocol|platform)/'],
  // Bytes in files of their own, and their keys; the database knows which of them there are.
  'main/attachments': ['^main/(?:domain|platform)/', nodeModules],
  // Bytes of files between devices: what is offered is a message, what is kept is an attachment.
  'main/files': ['^main/(?:domain|storage|attachments|platform)/', nodeModules],
  'main/outbox': ['^main/(?:domain|storage|session|protocol|platform)/'],
  // What comes in may be the answer to what went out: sync settles the outbox in the same transaction.
  'main/sync': ['^main/(?:domain|outbox|storage|session|protocol|platform)/'],
  // What the server is asked to bring what is here up to its word: it goes the way in like everything else.
  'main/catch-up': ['^main/(?:domain|outbox|storage|session|sync|protocol|platform)/'],
  // What the window may see of a row: pure, and the only bridge between the words of the domain and of the contract.
  'main/views': ['^main/domain/', '^preload/contract/'],
  'main/messaging': ['^main/(?:domain|storage|outbox|platform)/'],
  'main/ipc': ['^preload/contract/', '^main/platform/', npm('zod')],
  'main/account': [
    '^main/(?:attachments|catch-up|domain|ephemeral|files|messaging|outbox|platform|protocol|session|storage|sync|transport|views)/',
    '^main/ipc/messenger\\.ts$',
    '^preload/contract/',
    npm('zod', 'pinyin-pro'),
    nodeModules,
  ],
  'main/app': [
    '^main/(?:ipc|platform)/',
    '^main/account/(?:file-outlet|key-vault|local-server|picture-outlet)\\.ts$',
    '^preload/contract/',
    '^resources/locales/',
    npm('electron', 'zod'),
    nodeModules,
  ],
  'main/embedded-server': [
    '^main/(?:protocol|domain|platform)/',
    npm('ws', 'better-sqlite3-multiple-ciphers'),
    nodeModules,
  ],
  // People of the demo: ordinary clients that live in the server's process. The server knows nothing of them.
  'main/demo-cast': ['^main/(?:embedded-server|protocol|platform)/'],
  // A live server is tried with the client core alone: no database, no use cases, no window.
  conformance: ['^main/(?:session|transport|protocol|domain|platform)/', nodeModules],
  'main/line': ['^main/(?:protocol|platform)/', nodeModules],
  'preload/contract': [],
};

const onlyAllowed = Object.entries(allowed).map(([folder, targets]) => ({
  name: `${folder.replace('/', '-')}-imports`,
  comment: `${folder} imports something that its row of the table does not allow.`,
  severity: 'error',
  // The schemas are the contract at run time: the one place there that needs the validation library.
  from: { path: `^${folder}/`, pathNot: '^preload/contract/schemas\\.ts$' },
  to: { pathNot: [`^${folder}/`, types, ...targets] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...onlyAllowed,
    {
      name: 'contract-schemas-imports',
      severity: 'error',
      from: { path: '^preload/contract/schemas\\.ts$' },
      to: { pathNot: ['^preload/contract/', npm('zod')] },
    },
    {
      name: 'account-knows-ipc-as-type-only',
      comment: 'main/ipc/messenger.ts is the interface that main/account implements, nothing more.',
      severity: 'error',
      from: { path: '^main/account/' },
      to: { path: '^main/ipc/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'main-index-imports',
      comment: 'The app starts the embedded server as a process of its own and never loads its code.',
      severity: 'error',
      from: { path: '^main/(?:index|start-app)\\.ts$' },
      to: { path: '^main/(?:embedded-server/|demo-cast/|server\\.ts$)' },
    },
    {
      name: 'electron-stays-in-the-shell',
      severity: 'error',
      from: {
        path: '^(?:main|conformance|preload|renderer)/',
        pathNot: '^(?:main/app/|main/(?:index|start-app)\\.ts$|preload/index\\.ts$)',
      },
      to: { path: npm('electron') },
    },
    {
      name: 'preload-imports',
      comment: 'A sandboxed preload can load nothing but electron.',
      severity: 'error',
      from: { path: '^preload/[^/]+\\.ts$' },
      to: { pathNot: ['^preload/', npm('electron'), types] },
    },
    {
      name: 'preload-without-schemas',
      comment: 'The validation library would be bundled into the preload script.',
      severity: 'error',
      from: { path: '^preload/[^/]+\\.ts$' },
      to: { path: '^preload/contract/schemas\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-imports',
      comment: 'The renderer knows its own code, the contract and libraries; never Node, Electron or main.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^main/', '^preload/(?!contract/)', nodeModules, npm('electron', 'ws', 'thrift', 'zod')] },
    },
    {
      name: 'renderer-schemas-as-type-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^preload/contract/schemas\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-through-their-face',
      comment: "Another feature's inside: import its index.ts.",
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: {
        path: '^renderer/features/',
        pathNot: ['^renderer/features/$1/', '^renderer/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'roof-through-features-face',
      severity: 'error',
      from: { path: '^renderer/(?:app/|main\\.ts$)' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/[^/]+/index\\.ts$' },
    },
    {
      name: 'roof-stands-on-top',
      comment:
        'renderer/app puts the window together: whatever others need of it belongs into renderer/base.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/(?:app/|main\\.ts$)' },
      to: { path: '^renderer/app/' },
    },
    {
      name: 'base-knows-no-feature',
      severity: 'error',
      from: { path: '^renderer/base/' },
      to: { path: '^renderer/features/' },
    },
    {
      name: 'plain-components',
      comment: 'Components of renderer/ui know neither stores nor features nor the bridge.',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: ['^renderer/(?:base|app|features)/', npm('pinia'), '^preload/'] },
    },
    {
      name: 'texts-only-for-shell-and-page',
      severity: 'error',
      from: {
        path: '^(?:main|conformance|preload|renderer)/',
        pathNot: '^(?:main/app|renderer/(?:app|base))/',
      },
      to: { path: '^resources/locales/' },
    },
    {
      name: 'app-does-not-import-conformance',
      comment: 'A program that tries servers is no part of the app.',
      severity: 'error',
      from: { path: '^(?:main|preload|renderer)/' },
      to: { path: '^conformance/' },
    },
    {
      name: 'app-does-not-import-tests-or-scripts',
      severity: 'error',
      from: { path: '^(?:main|conformance|preload|renderer)/' },
      to: { path: '^(?:tests|scripts)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment:
        'Nothing imports this file and it imports nothing: it is not part of the program. Only the pairs of tokens are read by a test alone.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(?:main|conformance|preload|renderer)/',
        pathNot: '(?:\\.d\\.ts|^renderer/ui/token-pairs\\.ts)$',
      },
      to: {},
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^main/protocol/generated/.*\\.js$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
