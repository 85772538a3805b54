import type { NamedContext } from '../../language/cache/buildInput';
import { readContextFile } from '../buildContext';
import { readBlobs } from './blobs';
import { readTree } from './history';
import { commitOf, findRepository } from './repository';
import type { RunGitOptions } from './runGit';
import { keptFiles, workingChanges } from './workingFiles';

const ignoreFileName = '.dockerignore';

/**
 * A folder that a build takes by a name, as a revision of its repository has it and as it lies there now. Its ignore file is
 * `.dockerignore` in the folder itself.
 * @throws GitError where the folder is in no repository, or the revision does not exist.
 */
export async function namedFolderSince(folder: string, revision: string, options: RunGitOptions): Promise<{ readonly before: NamedContext; readonly after: NamedContext }> {
  const repository = await findRepository(folder, options);
  const commit = await commitOf(repository.root, revision, options);
  const before = await readTree(repository, commit, await keptFiles(repository, options), options);
  const after = before.with(await workingChanges(repository, commit, options));
  const [ignoreBefore] = (await readBlobs(repository, [`${commit}:${repository.prefix}${ignoreFileName}`], options)).values();
  const ignoreNow = await readContextFile(folder, ignoreFileName);
  return {
    before: { kind: 'folder', context: before, ...(ignoreBefore !== undefined && { ignoreFile: ignoreBefore }) },
    after: { kind: 'folder', context: after, ...(ignoreNow !== undefined && { ignoreFile: ignoreNow }) },
  };
}
