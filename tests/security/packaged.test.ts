import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iconsFor } from '../../main/app/icons';

const projectFolder = join(__dirname, '../..');
const output = join(projectFolder, 'test-results', 'packaged');
const app = join(output, 'linux-unpacked');
const program = join(app, 'tim-desktop');
const archive = join(app, 'resources/app.asar');
/** What stands for a fuse in the executable: the signs 0 and 1. */
const [off, on] = [0x30, 0x31];
let folder = '';

/** What a run said, and how it ended. */
interface Run {
  readonly code: number | null;
  readonly said: string;
}

/** Runs the packaged app. Unless it refuses its command line it would open a window: it has no display, and ends. */
function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Run {
  const { status, stdout, stderr } = spawnSync(
    program,
    ['--no-sandbox', `--user-data-dir=${folder}/profile`, ...args],
    {
      encoding: 'utf8',
      timeout: 60_000,
      env: { PATH: process.env['PATH'], HOME: folder, ...variables },
    },
  );
  return { code: status, said: stdout + stderr };
}

/** A switch that the app refuses: a run with it ends at once, after the engine has read everything else. */
const refused = '--remote-debugging-port=0';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-packaged-'));
  const made = spawnSync(
    process.execPath,
    [join(projectFolder, 'scripts/package.mjs'), 'dir', `--config.directories.output=${output}`],
    { encoding: 'utf8', cwd: projectFolder },
  );
  expect(made.status, made.stdout + made.stderr).toBe(0);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(process.platform === 'linux')('the packaged app', () => {
  it('has its fuses blown: no Node, no options, no inspector, cookies encrypted, nothing but its own archive', async () => {
    const wire = await getCurrentFuseWire(program);
    expect(wire[FuseV1Options.RunAsNode]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off);
    expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(on);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
    const version = Number.parseInt(readFileSync(join(app, 'version'), 'utf8'), 10);
    // Older engines have no such fuse.
    if (version >= 29) expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(off);
  });

  it('is no Node, whatever ELECTRON_RUN_AS_NODE says', () => {
    const { said, code } = run(['-e', "console.log('ran as ' + 'node')", refused], {
      ELECTRON_RUN_AS_NODE: '1',
    });
    expect(said).not.toContain('ran as node');
    expect(said).toContain('is refused here');
    expect(code).toBe(2);
  });

  it('loads no code that NODE_OPTIONS names', () => {
    const marker = join(folder, 'loaded');
    const code = join(folder, 'code.js');
    writeFileSync(code, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`);
    run([refused], { NODE_OPTIONS: `--require ${code}` });
    expect(existsSync(marker)).toBe(false);
  });

  it('opens no inspector', () => {
    const { said } = run(['--inspect=127.0.0.1:0', '--inspect-brk=0', refused]);
    expect(said).not.toMatch(/Debugger listening/i);
    expect(said).toContain('is refused here');
  });

  it('D8: opens no port for a debugger', async () => {
    const port = 39_222;
    const child = spawn(
      program,
      ['--no-sandbox', `--user-data-dir=${folder}/profile`, `--remote-debugging-port=${port}`],
      {
        stdio: 'ignore',
      },
    );
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let isOpen = false;
    const knock = (): void => {
      const socket = connect(port, '127.0.0.1', () => (isOpen = true));
      socket.on('error', () => {
        if (child.exitCode === null) knock();
      });
    };
    knock();
    expect(await ended).toBe(2);
    expect(isOpen).toBe(false);
  });

  it('D8: writes no picture through a link', () => {
    const victim = join(folder, 'victim');
    const link = join(folder, 'link.png');
    writeFileSync(victim, 'as it was');
    symlinkSync(victim, link);
    const { code, said } = run(['--demo', `--screenshot=${link}`, '--exit']);
    expect({ code, victim: readFileSync(victim, 'utf8') }).toEqual({ code: 2, victim: 'as it was' });
    expect(said).toContain('--screenshot');
  });

  it('loads no other app: not from its arguments, not from a folder beside its archive', () => {
    const marker = join(folder, 'other');
    const source = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`;
    const beside = join(app, 'resources/app');
    for (const other of [join(folder, 'app'), beside]) {
      mkdirSync(other);
      writeFileSync(join(other, 'package.json'), '{"name":"other","main":"main.js"}');
      writeFileSync(join(other, 'main.js'), source);
    }
    const { said } = run([join(folder, 'app'), refused]);
    rmSync(beside, { recursive: true });
    expect(said).toContain('is refused here');
    expect(existsSync(marker)).toBe(false);
    expect(existsSync(join(app, 'resources/default_app.asar'))).toBe(false);
  });

  it('holds no source, no test, no map of sources, no program of the checkout and no second Vue', () => {
    const files = listPackage(archive, { isPack: false });
    expect(files).toContain('/out/main/index.js');
    const outside = readdirSync(app, { recursive: true, encoding: 'utf8' });
    const wrong = [...files, ...outside].filter((file) =>
      /\.(?:ts|vue|map|test\.js|gyp|c|cc|cpp|h)$|\/tests?\/|\/(?:vue|pinia)\/|(?:conformance|frame|line)\.js$/u.test(
        file,
      ),
    );
    expect(wrong).toEqual([]);
    const renderer = files.filter((file) => /^\/out\/renderer\/assets\/.*\.js$/.test(file));
    const withVue = renderer.filter((file) => extractFile(archive, file.slice(1)).includes('__v_skip'));
    expect(withVue).toHaveLength(1);
    for (const file of files.filter((name) => name.endsWith('.js')))
      expect(extractFile(archive, file.slice(1)).includes('sourceMappingURL=data'), file).toBe(false);
  });

  it('holds every icon that the tray shows', () => {
    const files = listPackage(archive, { isPack: false });
    const { app: ofWindow, tray, trayUnread } = iconsFor('linux', '/resources/icons');
    expect([ofWindow, tray, trayUnread].filter((file) => !files.includes(file))).toEqual([]);
  });

  it('holds one build of its driver, for this system', () => {
    const builds = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.node'),
    );
    expect(builds).toHaveLength(1);
  });

  it('brings its licence, and the notices of everything that is in it', () => {
    expect(readFileSync(join(app, 'LICENSE'), 'utf8')).toContain('MIT License');
    expect(existsSync(join(app, 'LICENSES.chromium.html'))).toBe(true);
    const notices = readFileSync(join(app, 'NOTICES.md'), 'utf8');
    const parts = [
      '## thrift',
      '## ws',
      '## zod',
      '## @vue/runtime-dom',
      '## pinia',
      'better-sqlite3',
      'Ulrich Telle',
      'SHA-2',
    ];
    expect(parts.filter((part) => !notices.includes(part))).toEqual([]);
  });

  it('says in its version that it is for trying out, when its engine is not that of releases', () => {
    const own = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    const packed = JSON.parse(extractFile(archive, 'package.json').toString()) as {
      readonly version: string;
    };
    const wanted = readFileSync(join(projectFolder, 'node_modules/electron/package.json'), 'utf8');
    const isReleaseEngine =
      (JSON.parse(wanted) as { version: string }).version ===
      readFileSync(join(app, 'version'), 'utf8').trim();
    expect(packed.version).toBe(isReleaseEngine ? own.version : `${own.version}-trial`);
  });
});
