import { join, relative, sep } from 'node:path';
import type { BuildInput } from '../../language/cache/buildInput';
import { editedEntry } from '../../language/cache/preview/comparedBuilds';
import type { ContextTree } from '../../language/context/contextTree';
import { readContextFile } from '../buildContext';
import { readIgnoreFile, type FoundIgnoreFile, type OpenText } from '../ignoreFile';
import { buildFiles, type GitBuild } from './buildFiles';
import { isFolder, readTree, settingsOf } from './history';
import { commitOf, findRepository, type Repository } from './repository';
import { GitError, type RunGitOptions } from './runGit';
import { submoduleFiles } from './submodules';
import { keptFiles, workingChanges } from './workingFiles';

/** A build of a commit, and of the working folder as it is now. */
export interface BuildsSince {
  readonly before: BuildInput;
  readonly after: BuildInput;
}

/** What an editor holds otherwise than the disk. */
export interface NowOptions {
  /** The Dockerfile's text. */
  readonly dockerfile?: string;
  readonly openText?: OpenText;
}

/**
 * The build of a revision and the build of what lies in the working folder now. Only files that differ are read.
 * @throws GitError with one clear sentence.
 */
export async function buildsSince(build: GitBuild, revision: string, options: RunGitOptions & NowOptions = {}): Promise<BuildsSince> {
  const repository = await findRepository(build.folder, options);
  const commit = await commitOf(repository.root, revision, options);
  const committed = await readCommitInput(repository, commit, build, options);
  const submodules = await submoduleFiles(repository, commit, committed.context, options);
  const unlisted = (await isFolder(join(build.folder, '.git'))) ? { unlisted: ['.git'] } : {};
  const before = { ...committed, ...unlisted, context: committed.context.with(submodules.before) };
  const context = before.context.with(await workingChanges(repository, commit, options)).with(submodules.since);
  const ignoreFile = await readIgnoreFile(build.folder, build.file, options.openText);
  const after = { dockerfile: await dockerfileNow(build, options.dockerfile), ...(ignoreFile && { ignoreFile: ignoreFile.text }), ...unlisted, ...settingsOf(build) };
  return { before, after: { ...after, context: withIgnoreFile(context, build.folder, ignoreFile) } };
}

/**
 * The build of one commit. A Dockerfile that was never committed counts as it is on the disk.
 * @param commit a commit's id, see `commitOf`.
 * @throws GitError where the commit does not hold the Dockerfile.
 */
async function readCommitInput(repository: Repository, commit: string, build: GitBuild, options: RunGitOptions = {}): Promise<BuildInput & { readonly context: ContextTree }> {
  const files = await buildFiles(repository, build, options);
  const { dockerfile, ignoreFile } = (await files.textsOf([commit], options)).get(commit) ?? {};
  if (dockerfile === undefined) throw new GitError(`Commit ${commit.slice(0, 10)} holds no ${build.file.split(/[\\/]/).at(-1)} at this place.`);
  const context = await readTree(repository, commit, await keptFiles(repository, options), options);
  return { dockerfile, ...(ignoreFile !== undefined && { ignoreFile }), context, ...settingsOf(build) };
}

async function dockerfileNow({ file }: GitBuild, edited: string | undefined): Promise<string> {
  const dockerfile = edited ?? (await readContextFile('', file));
  if (dockerfile === undefined) throw new GitError(`${file} cannot be read.`);
  return dockerfile;
}

/** The ignore file is a file of the context like any other, and its text in an editor counts there too. */
function withIgnoreFile(context: ContextTree, folder: string, ignoreFile: FoundIgnoreFile | undefined): ContextTree {
  const path = ignoreFile?.isEdited ? relative(folder, ignoreFile.path).split(sep).join('/') : '';
  const entry = context.get(path);
  return entry && ignoreFile ? context.with([{ path, entry: editedEntry(entry, ignoreFile.text) }]) : context;
}
