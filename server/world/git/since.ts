import { dirname } from 'node:path';
import type { BuildInput } from '../../language/cache/buildInput';
import { ContextTree } from '../../language/context/contextTree';
import { ignoreFileNames } from '../../language/context/ignoreFileNames';
import { readContextFile } from '../buildContext';
import { readBlobs } from './blobs';
import { buildFiles, type GitBuild } from './buildFiles';
import { contextEntry, listCommit } from './commitTree';
import { settingsOf } from './history';
import { commitOf, findRepository } from './repository';
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
  const listing = await listCommit(repository, commit, options);
  const links = await readBlobs(repository, listing.flatMap(({ mode, id }) => (mode === '120000' ? [id] : [])), options);
  const known = listing.map((entry) => contextEntry(entry, entry.path.slice(repository.prefix.length), links));
  const before = new ContextTree([...(await keptFiles(repository, options)), ...known]);
  const after = before.with(await workingChanges(repository, commit, options));
  const texts = (await (await buildFiles(repository, build)).textsOf([commit], options)).get(commit);
  if (!texts) throw new GitError(`Commit ${commit.slice(0, 10)} holds no ${build.file.split(/[\\/]/).at(-1)} at this place.`);
  const settings = settingsOf(build);
  return { before: { ...texts, context: before, ...settings }, after: { ...(await textsNow(build, options.dockerfile)), context: after, ...settings } };
}

async function textsNow({ folder, file }: GitBuild, edited: string | undefined): Promise<Pick<BuildInput, 'dockerfile' | 'ignoreFile'>> {
  const dockerfile = edited ?? (await readContextFile('', file));
  if (dockerfile === undefined) throw new GitError(`${file} cannot be read.`);
  const [own = '', shared = ''] = ignoreFileNames(file.split(/[\\/]/).at(-1) ?? '');
  const ignoreFile = (await readContextFile(dirname(file), own)) ?? (await readContextFile(folder, shared));
  return { dockerfile, ...(ignoreFile !== undefined && { ignoreFile }) };
}
