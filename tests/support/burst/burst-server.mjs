// A server that says what it was given: node burst-server.mjs FILE. The file is JSON: hex of the answers to a registration and
// a sign-in, to a ping and to the question what waited, and the frames of the burst. It writes its port; a line on standard
// input starts the burst; when that ends, it writes how many acknowledgements came, on asking.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { WebSocketServer } from 'ws';

const given = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const bytes = (/** @type {string} */ hex) => Buffer.from(hex, 'hex');
const frames = given.frames.map(bytes);
const answers = { 16: bytes(given.signedIn), 13: bytes(given.pong), 17: bytes(given.nothingWaited) };
// More than this in the program is left to the socket.
const highBytes = 4_194_304;
const acknowledged = new Set();
let repeated = 0;
/** @type {import('ws').WebSocket | null} */
let client = null;

const http = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end(bytes(given.registered)));
});
new WebSocketServer({ server: http, path: '/tim', perMessageDeflate: false }).on('connection', (socket) => {
  client = socket;
  socket.on('message', (/** @type {Buffer} */ data) => {
    const type = (data[0] ?? 0) & 0x7f;
    if (type === 12 && data.length === 5) {
      const number = data.readInt32BE(1);
      if (acknowledged.has(number)) repeated += 1;
      acknowledged.add(number);
    } else if (type in answers) socket.send(answers[/** @type {16} */ (type)]);
  });
});

async function burst() {
  for (const [index, frame] of frames.entries()) {
    client?.send(frame);
    if (index % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
    while ((client?.bufferedAmount ?? 0) > highBytes) await new Promise((resolve) => setImmediate(resolve));
  }
}

const say = (/** @type {object} */ fact) => process.stdout.write(`${JSON.stringify(fact)}\n`);
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'burst') void burst().then(() => say({ sent: frames.length }));
  else say({ acknowledged: acknowledged.size, repeated });
});
http.listen(0, '127.0.0.1', () =>
  say({ port: /** @type {import('node:net').AddressInfo} */ (http.address()).port }),
);
