import { ignoreFileNames } from '../../language/context/ignoreFileNames';
import { readContextFile } from '../buildContext';
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
}

/** What a build reads beside its context. */
export interface BuildTexts {
  readonly dockerfile: string;
  readonly ignoreFile?: string;
}

/** Reads a build's Dockerfile and ignore file from commits. */
export interface BuildFiles {
  /** By commit; a commit without the Dockerfile is left out. */
  textsOf(commits: readonly string[], options: RunGitOptions): Promise<ReadonlyMap<string, BuildTexts>>;
}

/**
 * Where git keeps a build's Dockerfile and its ignore file. A Dockerfile outside the repository is taken as it is now.
 * @throws GitError where such a Dockerfile cannot be read.
 */
export async function buildFiles(repository: Repository, { folder, file }: GitBuild): Promise<BuildFiles> {
  const dockerfile = await pathInRepository(repository, file);
  const ignoreFiles = await ignorePaths(repository, folder, file, dockerfile);
  const outside = dockerfile === undefined ? await readContextFile('', file) : undefined;
  if (dockerfile === undefined && outside === undefined) throw new GitError(`${file} cannot be read.`);
  return {
    async textsOf(commits, options) {
      const names = commits.flatMap((commit) => [...(dockerfile === undefined ? [] : [dockerfile]), ...ignoreFiles].map((path) => `${commit}:${path}`));
      const blobs = await readBlobs(repository, names, options);
      const texts = new Map<string, BuildTexts>();
      for (const commit of commits) {
        const text = outside ?? blobs.get(`${commit}:${dockerfile}`);
        const ignoreFile = ignoreFiles.map((path) => blobs.get(`${commit}:${path}`)).find((found) => found !== undefined);
        if (text !== undefined) texts.set(commit, { dockerfile: text, ...(ignoreFile !== undefined && { ignoreFile }) });
      }
      return texts;
    },
  };
}

/** The Dockerfile's own ignore file lies beside it and comes first; the other one lies in the context's root. */
async function ignorePaths(repository: Repository, folder: string, file: string, dockerfile: string | undefined): Promise<string[]> {
  const [own = '', shared = ''] = ignoreFileNames(file.split(/[\\/]/).at(-1) ?? '');
  const beside = dockerfile === undefined ? undefined : dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1) + own;
  const root = await pathInRepository(repository, folder);
  return [...(beside === undefined ? [] : [beside]), ...(root === undefined ? [] : [root === '' ? shared : `${root}/${shared}`])];
}
