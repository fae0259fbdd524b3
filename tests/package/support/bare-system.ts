import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

/** The ordinary user of the system. */
export const person = { name: 'person', id: 4711 } as const;

/** What a command said. */
export interface Said {
  readonly code: number;
  readonly output: string;
}

/** A Debian of its own in a folder, in which packages are installed. Its processes see nothing of the others of this computer, and end with it. */
export interface BareSystem {
  readonly folder: string;
  /** Puts a file into the system's /tmp. */
  take(file: string): string;
  /** Runs a command there as root. */
  asRoot(command: string): Said;
  /** Runs a command there as the ordinary user, with nothing of this environment. */
  asPerson(command: string, variables?: Readonly<Record<string, string>>): Said;
  /** Somebody who sits in front of it. */
  seat(display: string): Person;
  remove(): void;
}

/** Somebody in front of the screen. */
export interface Person {
  do(deed: string, details?: Readonly<Record<string, unknown>>): Promise<unknown>;
  leave(): void;
}

const cleanPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Copies the system that lies in `original`; needs root. */
export function copyBareSystem(original: string): BareSystem {
  const folder = mkdtempSync('/var/tmp/tim-bare-');
  // Node copies no devices.
  const copied = spawnSync('cp', ['-a', `${original}/.`, folder], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(`the bare system was not copied: ${copied.stderr}`);
  const words = (
    command: string,
    user: string,
    variables: Readonly<Record<string, string>>,
  ): readonly string[] => {
    const inside = ['env', '-i', `PATH=${cleanPath}`, 'LANG=C.UTF-8', 'DEBIAN_FRONTEND=noninteractive'];
    const environment = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    return [
      // Mounts and processes of its own: whatever happens, nothing of it is left.
      ...['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c'],
      'mount --rbind /dev "$0/dev" && mount -t proc proc "$0/proc" && exec chroot "$@"',
      ...[folder, `--userspec=${user}`, folder, ...inside, ...environment, 'bash', '-c', command],
    ];
  };
  const run = (command: string, user: string, variables: Readonly<Record<string, string>> = {}): Said => {
    const { status, stdout, stderr } = spawnSync('unshare', words(command, user, variables), {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: status ?? 1, output: stdout + stderr };
  };
  const home = { HOME: `/home/${person.name}`, XDG_RUNTIME_DIR: `/run/user/${person.id}` };
  const user = `${person.id}:${person.id}`;
  run(`useradd -m -u ${person.id} ${person.name}; mkdir -p /run/user/${person.id}`, '0:0');
  run(`chown ${user} /run/user/${person.id}; chmod 700 /run/user/${person.id}`, '0:0');
  // Services are not started in a system that nobody has booted.
  writeFileSync(join(folder, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  // What is thrown away need not survive a power cut: dpkg would wait for the disk after every file.
  writeFileSync(join(folder, 'etc/dpkg/dpkg.cfg.d/no-sync'), 'force-unsafe-io\n');
  return {
    folder,
    take(file) {
      if (!existsSync(join(folder, 'tmp'))) mkdirSync(join(folder, 'tmp'));
      copyFileSync(file, join(folder, 'tmp', basename(file)));
      return `/tmp/${basename(file)}`;
    },
    asRoot: (command) => run(command, '0:0'),
    asPerson: (command, variables = {}) => run(command, user, { ...home, ...variables }),
    seat(display) {
      const command = 'exec dbus-run-session -- python3 /tmp/person.py';
      const child = spawn('unshare', words(command, user, { ...home, DISPLAY: display }));
      return sit(child);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function sit(child: ChildProcessWithoutNullStreams): Person {
  const waiting: ((value: unknown) => void)[] = [];
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    // The person is ours: every line is an answer.
    waiting.shift()?.((JSON.parse(line) as { readonly value: unknown }).value);
  });
  return {
    do: (deed, details = {}) =>
      new Promise((resolve, reject) => {
        waiting.push(resolve);
        child.once('exit', () => reject(new Error(`the person left: ${said.slice(-2_000)}`)));
        child.stdin.write(`${JSON.stringify({ do: deed, ...details })}\n`);
      }),
    leave: () => void child.kill('SIGKILL'),
  };
}
