import type { ComposeNavigationContext, Found } from './foundInProject';
import type { NeighbourFile } from './language/composeNavigation/composeRename';
import { fileReferences } from './language/composeNavigation/fileReferences';
import { neighboursOf } from './language/composeNavigation/neighbours';
import { composeFilesBelow } from './world/composeBuilds';
import { filesAmong, readWithSlashes } from './world/namedFiles';
import { systemPath } from './world/projectFiles';

/** Compose files near the project, as the editor has them. */
export async function neighbourFiles(context: ComposeNavigationContext, { facts, parsed }: Found): Promise<readonly NeighbourFile[]> {
  if (!parsed.document.uri.startsWith('file:')) return [];
  const own = systemPath(facts.path);
  const paths = await composeFilesBelow(await context.builds.rootOf(own));
  return neighboursOf([...facts.project.texts.keys()], await readAll(context, paths));
}

/** The `.env` files of the project and the files that its `env_file` keys name, as the editor has them. */
export async function environmentFiles(context: ComposeNavigationContext, { facts, names, parsed }: Found): Promise<readonly NeighbourFile[]> {
  if (!parsed.document.uri.startsWith('file:')) return [];
  const named = [...names.files].flatMap(([path, file]) => [
    `${path.slice(0, path.lastIndexOf('/'))}/.env`,
    ...fileReferences(path, file, facts.project.variables, facts.project.folders.get(path)).flatMap(({ paths, isEnvironment }) => (isEnvironment ? paths : [])),
  ]);
  return readAll(context, [...(await filesAmong(named))]);
}

async function readAll({ documents }: ComposeNavigationContext, paths: readonly string[]): Promise<readonly NeighbourFile[]> {
  const files = await Promise.all(paths.map(async (path) => ({ path, text: documents.fileText(systemPath(path)) ?? (await readWithSlashes(path)) })));
  return files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}
