import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The way from an app to its server, which a story can close as a network would. */
export class Door {
  private readonly pairs = new Map<Socket, Socket>();
  private isShut = false;
  private isHeld = false;
  private delayMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.pass(client));
  }

  /** Listens on a free port and passes every byte on to the server at `serverUrl`. */
  static async open(serverUrl: string): Promise<Door> {
    const server = createServer();
    const door = new Door(server, new URL(serverUrl));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return door;
  }

  /** `ws://127.0.0.1:port/tim` */
  get url(): string {
    // A listening server on a host has an address record.
    const { port } = this.server.address() as AddressInfo;
    return `ws://127.0.0.1:${port}/tim`;
  }

  /** What the app says waits here until `release`; what the server says goes on. The app notices nothing. */
  hold(): void {
    this.isHeld = true;
    for (const client of this.pairs.keys()) client.pause();
  }

  /** Hands over what has waited. */
  release(): void {
    this.isHeld = false;
    for (const client of this.pairs.keys()) client.resume();
  }

  /** From now on what the server says takes this long on its way, in its order. */
  slowDown(delayMs: number): void {
    this.delayMs = delayMs;
  }

  /** Cuts every connection and lets none in until `reopen`. */
  shut(): void {
    this.isShut = true;
    for (const client of this.pairs.keys()) client.destroy();
  }

  /** Lets connections in again. */
  reopen(): void {
    this.isShut = false;
  }

  /** Cuts every connection and stops listening. */
  remove(): Promise<void> {
    this.shut();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private pass(client: Socket): void {
    if (this.isShut) return void client.destroy();
    const server = connect(Number(this.target.port), this.target.hostname);
    this.pairs.set(client, server);
    server.on('data', (bytes) => {
      if (this.delayMs === 0) client.write(bytes);
      else setTimeout(() => client.destroyed || client.write(bytes), this.delayMs);
    });
    client.on('data', (bytes) => server.write(bytes));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.pairs.delete(client);
        other.destroy();
      });
    }
    if (this.isHeld) client.pause();
  }
}
