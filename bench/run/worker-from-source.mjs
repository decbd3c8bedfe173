/** In the repository a worker is TypeScript: this loads it through tsx, wherever the command was started. The package ships worker.js. */
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
register();
const { default: work } = await import('./worker.ts');
export default work;
