import { asText, valueOf } from '../compose/composeValues';
import { parseCompose } from '../compose/parseCompose';
import { folderOf, isRemote, resolvePath } from '../compose/project/projectPaths';
import { baseName } from '../context/contextPath';
import type { NeighbourFile } from './composeRename';
import { includedTexts } from './projectNames';

/**
 * The compose files that may belong to a project although it does not name them: those beside one of its files, as one
 * with `-f`, and those that include or extend one of them.
 * @param candidates compose files that are no part of the project
 */
export function neighboursOf(projectPaths: readonly string[], candidates: readonly NeighbourFile[]): readonly NeighbourFile[] {
  const own = new Set(projectPaths);
  const folders = new Set(projectPaths.map(folderOf));
  const names = new Set(projectPaths.map(baseName));
  return candidates.filter((candidate) => {
    if (own.has(candidate.path)) return false;
    if (folders.has(folderOf(candidate.path))) return true;
    return [...names].some((name) => candidate.text.includes(name)) && namedFiles(candidate).some((path) => own.has(path));
  });
}

function namedFiles({ path, text }: NeighbourFile): readonly string[] {
  const file = parseCompose(text);
  const extended = file.services.flatMap(({ entries }) => asText(valueOf(entries.find(({ key }) => key === 'extends')?.value, 'file'))?.text ?? []);
  return [...includedTexts(file), ...extended].filter((one) => !isRemote(one)).map((one) => resolvePath(folderOf(path), one));
}
