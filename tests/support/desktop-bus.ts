import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A notification that the app put on the desktop. */
export interface ShownNotification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
}

/** What the tray shows of the app. */
export interface ShownTray {
  readonly title: string;
  readonly labels: readonly string[];
}

/** A desktop of its own for one test: session bus, notification server and, by default, a tray. Linux only. */
export interface DesktopBus {
  /** Environment of programs that should live on this desktop. */
  readonly env: Readonly<Record<string, string>>;
  /** Every notification so far, the first one first. */
  notifications(): Promise<readonly ShownNotification[]>;
  clickNotification(id: number): Promise<void>;
  /** Null while there is no icon. */
  tray(): Promise<ShownTray | null>;
  clickTray(label: string): Promise<void>;
  stop(): void;
}

/** Starts a desktop. Rejects when dbus-daemon or the system's Python with its D-Bus module is missing. */
export async function startDesktopBus(options: { readonly hasTray?: boolean } = {}): Promise<DesktopBus> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const env = { DBUS_SESSION_BUS_ADDRESS: await firstLine(daemon) };
  const script = join(__dirname, 'desktop-bus.py');
  // The system's Python: only that one has the distribution's D-Bus modules.
  const double = spawn(
    '/usr/bin/python3',
    [script, ...(options.hasTray === false ? ['--without-tray'] : [])],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    },
  );
  await firstLine(double);
  const ask = createAsk(double);
  return {
    env,
    // The double is ours; its answers have these shapes.
    notifications: async () => (await ask({ do: 'notifications' })) as readonly ShownNotification[],
    clickNotification: async (id) => void (await ask({ do: 'clickNotification', id })),
    tray: async () => (await ask({ do: 'tray' })) as ShownTray | null,
    async clickTray(label) {
      const outcome = await ask({ do: 'clickTray', label });
      if (outcome !== 'clicked')
        throw new Error(`the entry “${label}” was not clicked: ${JSON.stringify(outcome)}`);
    },
    stop() {
      double.kill();
      daemon.kill();
    },
  };
}

function createAsk(double: ChildProcess): (request: object) => Promise<unknown> {
  const waiting = new Map<number, (value: unknown) => void>();
  let last = 0;
  if (double.stdout === null) throw new Error('no output');
  createInterface({ input: double.stdout }).on('line', (line) => {
    const { number, value } = JSON.parse(line) as { readonly number: number; readonly value: unknown };
    waiting.get(number)?.(value);
    waiting.delete(number);
  });
  return (request) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      double.stdin?.write(`${JSON.stringify({ ...request, number: last })}\n`);
    });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`a part of the test desktop ended with code ${code ?? 'none'}`)),
    );
    let output = '';
    const read = (chunk: unknown): void => {
      output += String(chunk);
      const [line, rest] = output.split('\n');
      if (rest === undefined || line === undefined) return;
      child.stdout?.off('data', read);
      resolve(line);
    };
    child.stdout?.on('data', read);
  });
}
