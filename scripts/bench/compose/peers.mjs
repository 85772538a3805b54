/** The language servers for compose files that are measured, each with what it needs to do its whole work. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../setup/paths.mjs';
import { installPackages } from '../../setup/packageFolder.mjs';
import { prepareNode } from '../../workbench/install.mjs';
import { nodeExecutable } from '../../workbench/nodeRuntime.mjs';
import { MeasuredServer } from '../measuredServer.mjs';

const peersFolder = join(projectFolder, 'scripts', 'bench', 'peers');
const schema = pathToFileURL(join(projectFolder, 'third-party', 'compose-spec', 'compose-spec.json')).href;

const yamlSettings = { validate: true, hover: true, completion: true, schemaStore: { enable: false }, schemas: { [schema]: ['*'] } };

/** All run on one Node.js. Red Hat's gets the schema that Layerwise has compiled in. */
const servers = [
  { name: 'Layerwise', script: join(projectFolder, 'dist', 'server.js'), languageId: 'dockercompose' },
  { name: 'compose-language-service', script: join(peersFolder, 'node_modules', '@microsoft', 'compose-language-service', 'bin', 'docker-compose-langserver'), languageId: 'dockercompose' },
  { name: 'yaml-language-server', script: join(peersFolder, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server'), languageId: 'yaml', settings: { yaml: yamlSettings, 'http': {}, '[yaml]': {}, editor: {}, files: {} } },
];

export const serverNames = servers.map(({ name }) => name);

/** Installs the others where they are missing. */
export async function preparePeers() {
  await prepareNode();
  await installPackages(peersFolder, 'Install the other language servers (about 25 MB)');
}

/** All of them, or Layerwise's alone. */
export function startServers(alone = false) {
  return Promise.all((alone ? servers.slice(0, 1) : servers).map((_, index) => startServer(index)));
}

/** One of them, by its index in `serverNames`. */
export function startServer(index) {
  const { name, script, ...options } = servers[index];
  return MeasuredServer.start(name, script, { ...options, executable: nodeExecutable() });
}
