import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Git could not answer. The message is one clear sentence for a person. */
export class GitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GitError';
  }
}

export interface RunGitOptions {
  /** Text for git's standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Most bytes of output; default 512 MiB. */
  readonly outputLimit?: number;
}

/** Nothing that a repository's own settings could start, no lock, no question, English messages. */
const safeSettings = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false', '--no-pager'];

/** No protocol is allowed, so that a clone without file contents does not fetch them. */
const safeEnvironment = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: '', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };

/**
 * Runs git with a list of arguments, never through a shell, and gives its output.
 * @throws GitError where git is missing, refuses, or writes more than the limit; the signal's reason where it was aborted.
 */
export async function runGit(folder: string, commandArguments: readonly string[], options: RunGitOptions = {}): Promise<Buffer> {
  const { input = '', signal, outputLimit = 512 * 1024 * 1024 } = options;
  signal?.throwIfAborted();
  const environment = { ...process.env, ...safeEnvironment };
  const child = start(folder, [...safeSettings, ...commandArguments], environment, signal);
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk);
      bytes += chunk.length;
      if (bytes > outputLimit) child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(0, 10_000)));
    child.on('error', (error: NodeJS.ErrnoException) => reject(signal?.aborted ? asError(signal.reason) : new GitError(startProblem(error, folder))));
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(signal?.aborted ? asError(signal.reason) : new GitError(bytes > outputLimit ? 'git wrote more than can be read.' : complaintText(complaint)));
    });
    // A process that ended early closes its input; why it ended is told by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function start(folder: string, commandArguments: readonly string[], environment: NodeJS.ProcessEnv, signal: AbortSignal | undefined): ChildProcessWithoutNullStreams {
  try {
    return spawn('git', commandArguments, { cwd: folder, env: environment, windowsHide: true, ...(signal && { signal }) });
  } catch (error) {
    // Some failures to start are thrown, others are events.
    throw new GitError(startProblem(error as NodeJS.ErrnoException, folder));
  }
}

function startProblem({ code, message }: NodeJS.ErrnoException, folder: string): string {
  if (code === 'ENOTDIR') return `${folder} is no folder.`;
  if (code !== 'ENOENT') return `git cannot be started: ${message}.`;
  // A missing working folder and a missing program are reported alike.
  return existsSync(folder) ? 'git is not installed, or not on the PATH.' : `There is no folder ${folder}.`;
}

/** The line of git's complaint that says what is wrong. */
function complaintText(complaint: string): string {
  if (/not a git repository/.test(complaint)) return 'This folder is in no git repository.';
  if (/must be run in a work tree/.test(complaint)) return 'This repository has no working folder.';
  if (/lazy fetching disabled|promisor remote/.test(complaint)) return 'This is a partial clone, and git would have to fetch what it lacks: Layerwise fetches nothing.';
  if (/dubious ownership/.test(complaint)) return 'git does not trust this repository, because another user owns it: see safe.directory in git’s help.';
  const line = complaint.split('\n').find((candidate) => candidate.trim() !== '') ?? 'git failed without saying why.';
  return `git says: ${line.replace(/^(fatal|error): /, '').trim()}`;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
