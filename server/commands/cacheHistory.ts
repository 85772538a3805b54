import { isAbsolute, resolve } from 'node:path';
import { HistoryReplay, type BuildHistory, type StepHistory } from '../language/cache/history/replay';
import { dockerfilePath } from '../world/buildInput';
import { historyOfBuilds, type HistoryOfBuilds, type HistoryRange } from '../world/git/history';
import { GitError } from '../world/git/runGit';
import { CommandError, exitCodes, type CommandOutput } from './output';

export interface CacheHistoryOptions {
  readonly range: HistoryRange;
  /** Folder of the build context. */
  readonly context: string;
  /** Dockerfile, from the context's folder, from here, or absolute. */
  readonly file: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly format: 'text' | 'json';
}

/**
 * Replays commits as builds and tells how often each step of the last one ran again.
 * @throws CommandError where there is no such history, or a URL stands where a folder belongs.
 */
export async function cacheHistoryCommand(options: CacheHistoryOptions, write: CommandOutput): Promise<number> {
  const { context, file, range, format, buildArguments, target } = options;
  if (/^([a-z]+:\/\/|git@)/.test(context)) throw new CommandError(`--context ${context} is no folder: only the history of a folder on this machine can be replayed`);
  const folder = resolve(context);
  const path = await dockerfilePath({ folder, file });
  const build = { folder, file: isAbsolute(path) ? path : resolve(path), buildArguments, ...(target === undefined ? {} : { target }) };
  try {
    const history = await historyOfBuilds(build, range);
    const replayed = await replay(history);
    write.out(format === 'json' ? jsonOf(replayed) : textOf(replayed, history));
    return exitCodes.fine;
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message);
    throw error;
  }
}

async function replay(history: HistoryOfBuilds): Promise<BuildHistory> {
  const builder = new HistoryReplay();
  for await (const { commit, input } of history.builds()) if (input) builder.add(commit, input);
  return builder.result();
}

function jsonOf({ builds, steps, problems }: BuildHistory): string {
  return `${JSON.stringify({ commits: builds, steps: steps.map(({ patterns: _, ...step }) => step), problems })}\n`;
}

function textOf({ builds, steps, problems }: BuildHistory, { cutOff }: HistoryOfBuilds): string {
  const often = [...steps].sort((one, other) => other.ran - one.ran || one.line - other.line);
  return [
    `${builds} ${builds === 1 ? 'commit' : 'commits'}, each built after the one before it on a builder that forgets nothing.`,
    ...(cutOff === 'shallow' ? ['This is a shallow clone: the history ends where it was cut off.'] : []),
    ...problems.map(({ build, problem }) => `Commit ${build.slice(0, 10)} is left out: ${problem}`),
    ...often.map(lineOf),
    '',
  ].join('\n');
}

function lineOf({ line, instruction, ran, depended, of, patterns }: StepHistory): string {
  const causes = patterns.slice(0, 3).map(({ path, times }) => `${path} ${times}×`);
  const open = depended === 0 ? '' : `, ${depended} more only the build can tell`;
  return `ran ${String(ran).padStart(4)} of ${of}  line ${line}: ${instruction}${open}${causes.length > 0 ? ` (${causes.join(', ')})` : ''}`;
}
