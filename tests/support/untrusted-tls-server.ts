import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';

/** A server behind a certificate that nobody has vouched for; it notes whoever gets past that. */
export class UntrustedTlsServer {
  private constructor(
    private readonly http: ReturnType<typeof createServer>,
    private readonly sockets: WebSocketServer,
    /** What came through: paths and bodies of requests, and connections. */
    readonly heard: readonly string[],
  ) {}

  static async start(): Promise<UntrustedTlsServer> {
    const folder = join(__dirname, '../fixtures/tls');
    const heard: string[] = [];
    const http = createServer(
      {
        key: readFileSync(join(folder, 'self-signed.key')),
        cert: readFileSync(join(folder, 'self-signed.crt')),
      },
      (request, response) => {
        request.setEncoding('utf8');
        request.on('data', (text: string) => heard.push(text));
        request.on('end', () => response.end());
      },
    );
    const sockets = new WebSocketServer({ server: http, path: '/tim' });
    sockets.on('connection', () => heard.push('a connection'));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return new UntrustedTlsServer(http, sockets, heard);
  }

  /** Host and port. */
  get host(): string {
    // A listening server on a host has an address record.
    return `127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}
