// npm run generate:thrift: main/protocol/tim.thrift -> main/protocol/generated/tim_types.{js,d.ts}.
//
// The Thrift compiler writes CommonJS for plain objects. Four things are rewritten, each of which must be found, so that
// another compiler's output fails here and not at run time:
//   1. requires -> one import, narrow enough not to pull in Thrift's servers and sockets
//   2. module.exports classes -> exported classes
//   3. maps -> objects without a prototype, so that a peer's key "__proto__" is a key like any other
//   4. map.hasOwnProperty(key) -> Object.hasOwn(map, key), which such objects do not have
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { replaceFile } from './setup/replace-file.mjs';

const source = resolve(import.meta.dirname, '../main/protocol/tim.thrift');
const target = resolve(import.meta.dirname, '../main/protocol/generated');

/**
 * Runs the compiler into `folder` and gives its output; ends the process with advice if there is no compiler.
 *
 * @param {string} folder
 */
function compile(folder) {
  const result = spawnSync('thrift', ['--gen', 'js:node,es6', '-out', folder, source], { stdio: 'inherit' });
  if (result.error && 'code' in result.error && result.error.code === 'ENOENT') {
    console.error(
      'The Thrift compiler is missing. Install it with:\n  sudo apt-get install -y thrift-compiler',
    );
    process.exit(1);
  }
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
  return readFileSync(join(folder, 'tim_types.js'), 'utf8');
}

/**
 * Replaces every match of `pattern`; throws if there is none.
 *
 * @param {string} text
 * @param {RegExp} pattern
 * @param {string} replacement
 */
function rewrite(text, pattern, replacement) {
  if (text.search(pattern) < 0) throw new Error(`the compiler's output does not contain ${pattern}`);
  return text.replace(pattern, replacement);
}

/**
 * The compiler's output as a module.
 *
 * @param {string} text
 */
function toModule(text) {
  /** @type {[RegExp, string][]} */
  const steps = [
    [
      /"use strict";\n[\s\S]*?const ttypes = module\.exports = \{\};\n/,
      "import Thrift from 'thrift/lib/nodejs/lib/thrift/thrift.js';\n\n",
    ],
    [/const (\w+) = module\.exports\.\1 = class \{/g, 'export class $1 {'],
    [/\bttypes\./g, ''],
    [/ = \{\};/g, ' = Object.create(null);'],
    [/([\w.]+)\.hasOwnProperty\(/g, 'Object.hasOwn($1, '],
  ];
  return steps.reduce((result, [pattern, replacement]) => rewrite(result, pattern, replacement), text);
}

/**
 * Type declarations of the module's classes.
 *
 * @param {string} text
 */
function declarations(text) {
  const names = [...text.matchAll(/^export class (\w+)/gm)].map((match) => match[1]);
  const classes = names.map(
    (name) => `export class ${name} implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}`,
  );
  return `// Generated beside tim_types.js by scripts/generate-thrift.mjs.

/** Reads and writes Thrift protocols. Fields are own properties under their names in tim.thrift; an unset field is null. */
export interface GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

${classes.join('\n\n')}
`;
}

const scratch = mkdtempSync(join(tmpdir(), 'tim-thrift-'));
try {
  const module = toModule(compile(scratch));
  replaceFile(join(target, 'tim_types.js'), module);
  replaceFile(join(target, 'tim_types.d.ts'), declarations(module));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
