import { Demo } from './demo-cast/demo';
import { runServer } from './embedded-server/run-server';

// Composition root of the server's program: the server, and the people of the demo who may live in it.
runServer(process.argv.slice(2), (house) => new Demo(house));
