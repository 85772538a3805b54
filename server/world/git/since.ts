import { dirname } from 'node:path';
import type { BuildInput } from '../../language/cache/buildInput';
import type { ContextTree } from '../../language/context/contextTree';
import { ignoreFileNames } from '../../language/context/ignoreFileNames';
import { readContextFile } from '../buildContext';
import { buildFiles, type GitBuild } from './buildFiles';
import { readTree, settingsOf } from './history';
import { commitOf, findRepository, type Repository } from './repository';
import { GitError, type RunGitOptions } from './runGit';
import { keptFiles, workingChanges } from './workingFiles';

/** A build of a commit, and of the working folder as it is now. */
export interface BuildsSince {
  readonly before: BuildInput;
  readonly after: BuildInput;
}

/**
 * The build of a revision and the build of what lies in the working folder now. Only files that differ are read.
 * @param dockerfile the Dockerfile's text now, where an editor holds another than the disk.
 * @throws GitError with one clear sentence.
 */
export async function buildsSince(build: GitBuild, revision: string, options: RunGitOptions & { readonly dockerfile?: string } = {}): Promise<BuildsSince> {
  const repository = await findRepository(build.folder, options);
  const commit = await commitOf(repository.root, revision, options);
  const before = await readCommitInput(repository, commit, build, options);
  const context = before.context.with(await workingChanges(repository, commit, options));
  return { before, after: { ...(await textsNow(build, options.dockerfile)), context, ...settingsOf(build) } };
}

/**
 * The build of one commit. A Dockerfile that was never committed counts as it is on the disk.
 * @param commit a commit's id, see `commitOf`.
 * @throws GitError where the commit does not hold the Dockerfile.
 */
export async function readCommitInput(repository: Repository, commit: string, build: GitBuild, options: RunGitOptions = {}): Promise<BuildInput & { readonly context: ContextTree }> {
  const files = await buildFiles(repository, build, options);
  const { dockerfile, ignoreFile } = (await files.textsOf([commit], options)).get(commit) ?? {};
  if (dockerfile === undefined) throw new GitError(`Commit ${commit.slice(0, 10)} holds no ${build.file.split(/[\\/]/).at(-1)} at this place.`);
  const context = await readTree(repository, commit, await keptFiles(repository, options), options);
  return { dockerfile, ...(ignoreFile !== undefined && { ignoreFile }), context, ...settingsOf(build) };
}

async function textsNow({ folder, file }: GitBuild, edited: string | undefined): Promise<Pick<BuildInput, 'dockerfile' | 'ignoreFile'>> {
  const dockerfile = edited ?? (await readContextFile('', file));
  if (dockerfile === undefined) throw new GitError(`${file} cannot be read.`);
  const [own = '', shared = ''] = ignoreFileNames(file.split(/[\\/]/).at(-1) ?? '');
  const ignoreFile = (await readContextFile(dirname(file), own)) ?? (await readContextFile(folder, shared));
  return { dockerfile, ...(ignoreFile !== undefined && { ignoreFile }) };
}
