/** Where the parts of the npm workbench lie. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder whose `package.json` names the workbench's packages. */
export const workbenchFolder = dirname(fileURLToPath(import.meta.url));
/** The folder whose `package.json` names a Node.js for machines with an older one. */
export const nodeFolder = join(workbenchFolder, 'node');
/** VS Code's own built files, as `code-server` ships them. */
export const vscodeFolder = join(workbenchFolder, 'node_modules', 'code-server', 'lib', 'vscode');
/** The server's entry. It starts by itself; code-server's web server in front of it is not needed. */
export const serverEntry = join(vscodeFolder, 'out', 'server-main.js');
