import { basename, dirname } from 'node:path';
import { readContextFile } from '../buildContext';
import { ignoreFilePaths } from '../ignoreFile';
import { readBlobs } from './blobs';
import { pathInRepository, type Repository } from './repository';
import { GitError, type RunGitOptions } from './runGit';

/** A build whose files are in a git repository. */
export interface GitBuild {
  /** The build context, absolute. */
  readonly folder: string;
  /** The Dockerfile, absolute; it may lie outside the context. */
  readonly file: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** A folder's absolute path or an address, by the name that the Dockerfile uses. Folders count as unchanged. */
  readonly namedContexts?: Readonly<Record<string, string>>;
}

/** What a build reads beside its context. */
export interface BuildTexts {
  /** Undefined where the commit does not hold it. */
  readonly dockerfile?: string;
  readonly ignoreFile?: string;
}

/** Reads a build's Dockerfile and ignore file from commits. */
export interface BuildFiles {
  /** True where the last commit does not hold the Dockerfile: it counts for all commits as it is now. */
  readonly isDockerfileNow: boolean;
  /** By commit. */
  textsOf(commits: readonly string[], options: RunGitOptions): Promise<ReadonlyMap<string, BuildTexts>>;
}

/**
 * Where git keeps a build's Dockerfile and its ignore file. A Dockerfile outside the repository, or one that was never
 * committed, is taken as it is now.
 * @throws GitError where such a Dockerfile cannot be read.
 */
export async function buildFiles(repository: Repository, { folder, file }: GitBuild, options: RunGitOptions = {}): Promise<BuildFiles> {
  const dockerfile = await pathInRepository(repository, file);
  const ignoreFiles = await ignorePaths(repository, folder, file);
  const isDockerfileNow = dockerfile === undefined || (await readBlobs(repository, [`HEAD:${dockerfile}`], options)).size === 0;
  const now = isDockerfileNow ? await readContextFile('', file) : undefined;
  if (isDockerfileNow && now === undefined) throw new GitError(`${file} cannot be read.`);
  return {
    isDockerfileNow,
    async textsOf(commits, textOptions) {
      const read = [...(now === undefined ? [dockerfile!] : []), ...ignoreFiles];
      const blobs = await readBlobs(repository, commits.flatMap((commit) => read.map((path) => `${commit}:${path}`)), textOptions);
      const ignoreOf = (commit: string): string | undefined => ignoreFiles.map((path) => blobs.get(`${commit}:${path}`)).find((found) => found !== undefined);
      return new Map(
        commits.map((commit): [string, BuildTexts] => {
          const [text, ignoreFile] = [now ?? blobs.get(`${commit}:${dockerfile!}`), ignoreOf(commit)];
          return [commit, { ...(text !== undefined && { dockerfile: text }), ...(ignoreFile !== undefined && { ignoreFile }) }];
        }),
      );
    },
  };
}

/** Those that lie in the repository, whether or not they are there now. */
async function ignorePaths(repository: Repository, folder: string, file: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of ignoreFilePaths(folder, file)) {
    const place = await pathInRepository(repository, dirname(path));
    if (place !== undefined) found.push(place === '' ? basename(path) : `${place}/${basename(path)}`);
  }
  return found;
}
