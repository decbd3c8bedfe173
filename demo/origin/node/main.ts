import { parseArgs } from 'node:util';
import { startOrigin } from './start-origin.ts';

const HELP = `Evenkeel's demo origin: generated video behind virtual networks, on this machine only.

  npx tsx demo/origin/node/main.ts [--port 4780]

  --port N   TCP port on 127.0.0.1, 0 for any free one (default 4780)
  --help     this text

POST /link/{session} {"profile":"cliff"}          make or replace a virtual network
GET  /link/{session}/media/vp9/vbr/180/master.m3u8   content through it
GET  /link/{session}/ledger                       what really happened
GET  /link/content                                your own titles (npm run content)
GET  /link/profiles, /link/health`;

const DEFAULT_PORT = 4780;

function readPort(): number | undefined {
  const { values } = parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) return undefined;
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port: must be 0..65535, received ${values.port}`);
  return port;
}

try {
  const port = readPort();
  if (port === undefined) {
    console.log(HELP);
  } else {
    const origin = await startOrigin({ port });
    console.log(`origin: http://127.0.0.1:${origin.port}/link/health`);
    const stop = (): void => void origin.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  }
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(
    taken ? 'origin: the port is taken; choose another with --port' : `origin: ${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
}
