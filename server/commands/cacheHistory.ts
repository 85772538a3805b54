import { isAbsolute, resolve } from 'node:path';
import type { EngineRules } from '../language/cache/buildInput';
import type { BuildHistory, StepHistory } from '../language/cache/history/replay';
import { maskSecrets } from '../language/maskSecrets';
import { shorten } from '../language/wording';
import { replayHistory, type ReplayedHistory } from '../historyReplay';
import type { LanguageService } from '../language/languageService';
import { suggestedFixes } from '../suggestedFixes';
import { readContextFile } from '../world/buildContext';
import { dockerfilePath } from '../world/buildInput';
import type { GitBuild } from '../world/git/buildFiles';
import type { HistoryRange } from '../world/git/history';
import { GitError } from '../world/git/runGit';
import { savingJson, savingLines, worthwhileFixes, type WorthwhileFix } from './cacheSavings';
import { CommandError, exitCodes, type CommandOutput } from './output';
import { followProgress, type Progress } from './progress';

export interface CacheHistoryOptions {
  /** Knows the fixes that are replayed too. */
  readonly service: LanguageService;
  readonly range: HistoryRange;
  /** Folder of the build context. */
  readonly context: string;
  /** Dockerfile, from the context's folder, from here, or absolute. */
  readonly file: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly target?: string;
  /** A folder's absolute path or an address, by name. */
  readonly namedContexts?: Readonly<Record<string, string>>;
  readonly engine: EngineRules;
  readonly format: 'text' | 'json';
}

/** Longest part of an instruction that a line of the report shows. */
const shownWords = 60;

/**
 * Replays commits as builds and tells how often each step of the last one ran again.
 * @throws CommandError where there is no such history, or a URL stands where a folder belongs.
 */
export async function cacheHistoryCommand(options: CacheHistoryOptions, write: CommandOutput): Promise<number> {
  const { context, file, format, buildArguments, target, namedContexts } = options;
  if (/^([a-z][a-z0-9+.-]+:\/\/|git@)/i.test(context)) throw new CommandError(`--context ${maskSecrets(context)} is no folder: only the history of a folder on this machine can be replayed`);
  const folder = resolve(context);
  const path = await dockerfilePath({ folder, file });
  const build = { folder, file: isAbsolute(path) ? path : resolve(path), buildArguments, ...(target === undefined ? {} : { target }), ...(namedContexts && { namedContexts }) };
  const progress = followProgress('commit');
  try {
    const report = await replayWithFixes(options, build, progress);
    progress.end();
    const { steps, problems } = report.history;
    if (steps.length === 0 && problems.length > 0) throw new CommandError(`no commit can be built: ${problems.at(-1)!.problem}`);
    write.out(format === 'json' ? jsonOf(report) : textOf(report));
    return exitCodes.fine;
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message);
    throw error;
  } finally {
    progress.end();
  }
}

interface HistoryReport extends ReplayedHistory {
  readonly worthwhile: readonly WorthwhileFix[];
}

async function replayWithFixes({ service, range, engine }: CacheHistoryOptions, build: GitBuild, { signal, report }: Progress): Promise<HistoryReport> {
  const dockerfile = await readContextFile('', build.file);
  const fixes = dockerfile === undefined ? [] : await suggestedFixes(service, build, dockerfile);
  const replayed = await replayHistory(build, range, { signal, onProgress: report, fixes, engine, ...(dockerfile !== undefined && { dockerfile }) });
  return { ...replayed, worthwhile: worthwhileFixes(fixes, replayed.savings) };
}

function jsonOf({ history, notes, worthwhile }: HistoryReport): string {
  const steps = history.steps.map(({ patterns: _, words, ...step }) => ({ ...step, words: maskSecrets(words) }));
  return `${JSON.stringify({ commits: history.builds, steps, problems: history.problems, savings: worthwhile.map(savingJson), notes })}\n`;
}

function textOf({ history, notes, worthwhile }: HistoryReport): string {
  const { builds, steps } = history;
  const often = [...steps].sort((one, other) => other.ran - one.ran || one.line - other.line);
  return [
    `${builds} ${builds === 1 ? 'commit' : 'commits'}, each built after the one before it on a builder that forgets nothing, with base images that stay the same.`,
    ...problemLines(history),
    ...often.map(lineOf),
    ...worthwhile.flatMap(savingLines),
    ...notes.map((note) => `Note: ${note}`),
    '',
  ].join('\n');
}

/** Commits that are left out, those of one reason together. */
function problemLines({ problems }: BuildHistory): string[] {
  const byReason = new Map<string, string[]>();
  for (const { build, problem } of problems) byReason.set(problem, [...(byReason.get(problem) ?? []), build.slice(0, 10)]);
  return [...byReason].map(([problem, [first, ...more]]) => `Commit ${first!}${more.length > 0 ? ` and ${more.length} more are` : ' is'} left out: ${problem}`);
}

function lineOf({ line, instruction, words, ran, depended, of, patterns }: StepHistory): string {
  const causes = patterns.slice(0, 3).map(({ path, times }) => `${path} ${times}×`);
  const open = depended === 0 ? '' : `, ${depended} more only the build can tell`;
  return `ran ${String(ran).padStart(4)} of ${of}  line ${line}: ${instruction} ${shorten(maskSecrets(words), shownWords)}${open}${causes.length > 0 ? ` (${causes.join(', ')})` : ''}`;
}
