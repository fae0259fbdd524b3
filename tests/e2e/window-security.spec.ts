import { createServer } from 'node:http';
import { rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createProfile, launchApp, type RunningApp } from '../support/electron-app';
import { attemptsIn, hasEvents } from './support/net-log';

let running: RunningApp;

test.beforeAll(async () => {
  // With a microphone and a camera there is something to refuse.
  running = await launchApp({ args: ['--use-fake-device-for-media-stream'] });
});
test.afterAll(() => running.close());
test.afterEach(async () => {
  // Whatever a test tried, the window still shows the app, and there is only one.
  expect(running.page.url()).toBe('app://bundle/index.html');
  expect(running.app.windows()).toHaveLength(1);
});

/** Runs an expression that answers a promise in the page, under the page's own rules. */
const inPage = <T>(action: () => T | Promise<T>): Promise<T> => running.page.evaluate(action);

test('every window is sandboxed and isolated, without Node and without webview', async () => {
  const preferences = await running.app.evaluate(({ webContents }) =>
    // `getLastWebPreferences` tells what is in force; it is part of Electron but not of its types.
    webContents
      .getAllWebContents()
      .filter((contents) => contents.getType() === 'window')
      .map((contents) =>
        (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
      ),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('T44: a start asks for no name and opens no connection of the browser engine', async () => {
  const folder = createProfile();
  const netLogFile = join(folder, 'net-log.json');
  const other = await launchApp({ args: [`--log-net-log=${netLogFile}`] });
  await other.close();
  expect(hasEvents(netLogFile)).toBe(true);
  expect(attemptsIn(netLogFile)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('the page knows neither Node nor Electron', async () => {
  const known = await inPage(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(known).toEqual([]);
});

test('the bridge is made of frozen functions only', async () => {
  const bridge = await inPage(() => {
    const messenger: unknown = Reflect.get(globalThis, 'messenger');
    if (typeof messenger !== 'object' || messenger === null) return null;
    const entries: [string, unknown][] = Object.entries(messenger);
    return {
      isFrozen: Object.isFrozen(messenger),
      isReplaceable:
        Reflect.set(globalThis, 'messenger', {}) && Reflect.get(globalThis, 'messenger') !== messenger,
      entries: entries.map(([name, value]) => [name, typeof value, Object.isFrozen(value)]),
    };
  });
  expect(bridge).toEqual({
    isFrozen: true,
    isReplaceable: false,
    entries: [
      ['call', 'function', true],
      ['callAccount', 'function', true],
      ['onChanges', 'function', true],
    ],
  });
});

test('the bridge reaches no other channel than its calls', async () => {
  const outcomes = await inPage(async () => {
    const messenger = Reflect.get(globalThis, 'messenger') as {
      call(name: unknown, argument: unknown): Promise<unknown>;
      callAccount(accountId: unknown, name: unknown, argument: unknown): Promise<unknown>;
    };
    const names = [
      'shell:openExternal',
      '__proto__',
      'constructor',
      '',
      null,
      { toString: () => 'app.snapshot' },
    ];
    return Promise.all(
      names
        .flatMap((name) => [messenger.call(name, null), messenger.callAccount('a', name, null)])
        .map((answer) =>
          answer.then(
            () => 'answered',
            () => 'refused',
          ),
        ),
    );
  });
  expect(new Set(outcomes)).toEqual(new Set(['refused']));
});

test('an argument that is too large is refused before anybody reads it', async () => {
  const outcome = await inPage(() => {
    const messenger = Reflect.get(globalThis, 'messenger') as {
      call(name: string, argument: unknown): Promise<unknown>;
    };
    return messenger.call('app.copyText', 'x'.repeat(6_000_000)).then(() => 'answered', String);
  });
  expect(outcome).toContain('call refused');
});

test('an inline script does not run and is reported as a violation', async () => {
  const violation = await inPage(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        });
        const script = document.createElement('script');
        script.textContent = 'globalThis.hasRun = true';
        document.body.append(script);
      }),
  );
  expect(violation).toBe('script-src-elem');
  expect(await inPage(() => 'hasRun' in globalThis)).toBe(false);
});

test('text is never compiled to code', async () => {
  const outcome = await inPage(
    () =>
      new Promise<string[]>((resolve) => {
        // In a task of its own: the policy is lifted while the test's own code is being evaluated.
        setTimeout(() => {
          const attempts: (() => unknown)[] = [
            () => Reflect.construct(Function, ['return 1']),
            () => (Reflect.get(globalThis, 'eval') as (text: string) => unknown)('1'),
          ];
          resolve(
            attempts.map((attempt) => {
              try {
                attempt();
                return 'ran';
              } catch (error) {
                return error instanceof Error ? error.name : 'unknown';
              }
            }),
          );
        });
      }),
  );
  expect(outcome).toEqual(['EvalError', 'EvalError']);
});

test('nothing in the page reaches the network', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end();
  });
  server.on('upgrade', (_request, socket) => {
    requests += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    await running.page.evaluate(attemptRequests, `127.0.0.1:${port}`);
    expect(requests).toBe(0);
    // The server does hear those who may speak to it.
    await fetch(`http://127.0.0.1:${port}/`);
    expect(requests).toBe(1);
  } finally {
    server.close();
  }
});

test('the page cannot navigate away: location, form, link, redirect to a file', async () => {
  await inPage(() => {
    for (const target of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/']) {
      location.assign(target);
      const link = document.createElement('a');
      link.href = target;
      link.textContent = 'x';
      document.body.append(link);
      link.click();
      link.remove();
    }
    const form = document.createElement('form');
    form.action = 'https://example.org/';
    document.body.append(form);
    form.submit();
    form.remove();
  });
  await expect.poll(() => running.page.url()).toBe('app://bundle/index.html');
  expect(await inPage(() => document.readyState)).toBe('complete');
});

test('the page cannot open windows; a refused link opens nothing outside either', async () => {
  await running.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedLinks', opened);
    shell.openExternal = (url: string) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  await inPage(() => {
    for (const target of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://server/x',
      'https://user@example.org/',
    ]) {
      window.open(target);
    }
    window.open('https://example.org/safe', '_blank');
    const link = document.createElement('a');
    link.href = 'https://example.org/link';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.remove();
  });
  const opened = (): Promise<unknown> =>
    running.app.evaluate(() => Reflect.get(globalThis, 'openedLinks') as unknown);
  await expect.poll(opened).toEqual(['https://example.org/safe', 'https://example.org/link']);
});

test('a webview is an unknown element', async () => {
  const isAttached = await inPage(async () => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'app://bundle/index.html');
    document.body.append(view);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const isKnown = 'getWebContentsId' in view;
    view.remove();
    return isKnown;
  });
  expect(isAttached).toBe(false);
  const types = await running.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getType()),
  );
  expect(types).not.toContain('webview');
});

test('every permission is refused', async () => {
  const outcomes = await inPage(async () => {
    const refused = (attempt: () => Promise<unknown>): Promise<string> =>
      Promise.resolve()
        .then(attempt)
        .then(
          (value) => String(value),
          () => 'denied',
        );
    return {
      microphone: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      place: await refused(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      notification: await refused(() => Notification.requestPermission()),
      clipboard: await refused(() => navigator.clipboard.readText()),
    };
  });
  expect(new Set(Object.values(outcomes))).toEqual(new Set(['denied']));
});

test('a child frame cannot call the messenger', async () => {
  const outcome = await inPage(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const inside = frame.contentWindow;
    const hasBridge = inside !== null && 'messenger' in inside;
    frame.remove();
    return hasBridge;
  });
  expect(outcome).toBe(false);
});

test('main refuses a call whose sender is not the top frame of a page of the app', async () => {
  const outcome = await running.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    const [window] = BrowserWindow.getAllWindows();
    // The handlers behind `ipcMain.handle`, reached from the inside, because no page can send such a call.
    const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<
      string,
      (...call: unknown[]) => Promise<unknown>
    >;
    const call = (event: unknown): Promise<string> =>
      Promise.resolve(handlers.get('messenger:call:app.snapshot')?.(event, null)).then(
        () => 'answered',
        () => 'refused',
      );
    const sender = window?.webContents;
    return {
      topFrame: await call({ sender, senderFrame: sender?.mainFrame }),
      childFrame: await call({ sender, senderFrame: { url: 'app://bundle/index.html' } }),
      goneFrame: await call({ sender, senderFrame: null }),
      unknownWindow: await call({ sender: {}, senderFrame: sender?.mainFrame }),
    };
  });
  expect(outcome).toEqual({
    topFrame: 'answered',
    childFrame: 'refused',
    goneFrame: 'refused',
    unknownWindow: 'refused',
  });
});

test('app:// serves the bundle and nothing that lies outside', async () => {
  const outside = join(__dirname, '../../out/renderer/outside.js');
  symlinkSync(join(__dirname, '../../eslint.config.mjs'), outside);
  try {
    const outcomes = await inPage(async () => {
      const own = document.querySelector('script')?.src ?? '';
      const urls = [
        own,
        'app://bundle/outside.js',
        'app://bundle/../../out/main/index.js',
        'app://bundle/%2e%2e/main/index.js',
        'app://bundle/..%2fmain/index.js',
        'app://bundle/..%5cmain%5cindex.js',
        `${own}%00.js`,
        'app://other/index.js',
      ];
      const load = (url: string): Promise<string> =>
        new Promise((resolve) => {
          const script = document.createElement('script');
          script.type = 'module';
          script.src = url;
          script.onload = () => resolve('served');
          script.onerror = () => resolve('refused');
          document.head.append(script);
        });
      return Promise.all(urls.map(load));
    });
    expect(outcomes).toEqual(['served', ...new Array<string>(7).fill('refused')]);
  } finally {
    unlinkSync(outside);
  }
});

/** Runs in the page: every way to make a request, each until the browser has decided about it. */
async function attemptRequests(host: string): Promise<void> {
  const target = `http://${host}/`;
  const decided = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', () => resolve(), { once: true });
      start(resolve);
    });
  const element = (node: HTMLElement, name: string): Promise<void> =>
    decided((done) => {
      node.addEventListener('load', done);
      node.addEventListener('error', done);
      node.setAttribute(name, target);
      document.body.append(node);
    });
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  await fetch(target).catch(() => undefined);
  await fetch(target, { mode: 'no-cors', method: 'POST', body: 'x' }).catch(() => undefined);
  await decided((done) => {
    const socket = new WebSocket(`ws://${host}/tim`);
    socket.onerror = done;
    socket.onopen = done;
  });
  await decided((done) => {
    const source = new EventSource(target);
    source.onerror = done;
    source.onopen = done;
  });
  await decided(() => navigator.sendBeacon(target, 'x'));
  await element(document.createElement('img'), 'src');
  await element(document.createElement('video'), 'src');
  await element(document.createElement('script'), 'src');
  await element(document.createElement('iframe'), 'src');
  await element(document.createElement('object'), 'data');
  await element(style, 'href');
}
