import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';

/** A page of a browser engine that was started with `--remote-debugging-port=0`. */
export class CdpPage {
  private number = 0;

  private constructor(private readonly socket: WebSocket) {}

  /**
   * Joins the first page of the program that uses this folder, once its document is there: whoever joins before makes the engine
   * run the preload script for the empty document as well, which takes as long as half of a start. Looks seldom, because it disturbs.
   */
  static async join(userDataDirectory: string, limitMs: number): Promise<CdpPage> {
    const endMs = performance.now() + limitMs;
    while (performance.now() < endMs) {
      const url = await pageUrl(userDataDirectory);
      if (url !== null) return new CdpPage(await open(url));
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    throw new Error('the program has no page');
  }

  /** The value of an expression in the page; null when the page went elsewhere meanwhile. */
  evaluate(expression: string): Promise<unknown> {
    this.number += 1;
    const { number, socket } = this;
    const params = { expression, returnByValue: true };
    return new Promise((resolve, reject) => {
      const listener = (data: Buffer): void => {
        // What the engine answers to `Runtime.evaluate`.
        const answer = JSON.parse(data.toString()) as {
          readonly id?: number;
          readonly result?: {
            readonly result?: { readonly value?: unknown };
            readonly exceptionDetails?: object;
          };
        };
        if (answer.id !== number) return;
        socket.off('message', listener);
        if (answer.result?.exceptionDetails === undefined) resolve(answer.result?.result?.value ?? null);
        else reject(new Error(`the page threw: ${JSON.stringify(answer.result.exceptionDetails)}`));
      };
      socket.on('message', listener);
      socket.once('close', () => reject(new Error('the page has gone')));
      socket.send(JSON.stringify({ id: number, method: 'Runtime.evaluate', params }));
    });
  }

  close(): void {
    this.socket.close();
  }
}

const lookMs = 100;

async function pageUrl(userDataDirectory: string): Promise<string | null> {
  const file = join(userDataDirectory, 'DevToolsActivePort');
  if (!existsSync(file)) return null;
  const [port = ''] = readFileSync(file, 'utf8').split('\n');
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    // What the engine lists.
    const targets = (await answer.json()) as readonly {
      readonly type: string;
      readonly title: string;
      readonly url: string;
      readonly webSocketDebuggerUrl?: string;
    }[];
    // Before the document has said how it is called, the engine calls it by its address.
    const isThere = ({ title, url }: { readonly title: string; readonly url: string }): boolean =>
      title !== '' && !url.endsWith(title);
    return targets.find((target) => target.type === 'page' && isThere(target))?.webSocketDebuggerUrl ?? null;
  } catch {
    // It does not listen yet.
    return null;
  }
}

function open(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('open', () => resolve(socket)).once('error', reject);
  });
}
