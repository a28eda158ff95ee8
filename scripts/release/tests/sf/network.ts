/** The network between the CLI and the Dev Hub, which can be lost at a chosen moment. */
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Network {
  readonly #server: Server;
  #cutAfter: RegExp | null = null;
  #isDown = false;
  /** How many requests it was cut after. */
  cuts = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(port: number): Promise<Network> {
    const server = createServer();
    const network = new Network(server);
    server.on('request', (incoming, outgoing) => {
      if (network.#isDown) {
        incoming.socket.destroy();
        return;
      }
      const { method, url, headers } = incoming;
      const loses = network.#cutAfter?.test(`${method ?? ''} ${url ?? ''}`) === true;
      const sent = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer: IncomingMessage) => {
        if (!loses) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        // The server has done its work; its answer never arrives, and nothing after it does.
        answer.resume().once('end', () => {
          network.#cutAfter = null;
          network.#isDown = true;
          network.cuts++;
          incoming.socket.destroy();
        });
      });
      sent.once('error', () => incoming.socket.destroy());
      incoming.pipe(sent);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The answer to the next request of that kind (`POST /path…`) is lost, and all that follow. */
  loseAnswerTo(kind: RegExp): void {
    this.#cutAfter = kind;
  }

  restore(): void {
    this.#isDown = false;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
