import { currentEngine, type EngineRules } from './language/cache/buildInput';
import { folderNames } from './language/cache/unreadContexts';
import { FixReplay, type FixedTexts, type FixSavings } from './language/cache/history/fixReplay';
import { historyNotes } from './language/cache/history/historyNotes';
import { HistoryReplay, type BuildHistory } from './language/cache/history/replay';
import { joinWords } from './language/wording';
import type { GitBuild } from './world/git/buildFiles';
import { historyOfBuilds, type HistoryRange } from './world/git/history';

export interface ReplayHistoryOptions {
  readonly signal?: AbortSignal;
  /** Called after each build. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Fixes of the Dockerfile as it is now, to be replayed over the same commits. */
  readonly fixes?: readonly FixedTexts[];
  /** The Dockerfile's text now; needed for fixes. */
  readonly dockerfile?: string;
  /** Default: the newest Engine whose builds were looked at. */
  readonly engine?: EngineRules;
}

export interface ReplayedHistory {
  readonly history: BuildHistory;
  /** What limits the counts, in words. */
  readonly notes: readonly string[];
  /** One for each of `fixes`, in their order. */
  readonly savings: readonly FixSavings[];
}

/**
 * Replays a repository's commits as builds of one Dockerfile, each after the one before it on a builder that forgets
 * nothing.
 * @throws GitError with one clear sentence where there is no such history; the signal's reason where it was aborted.
 */
export async function replayHistory(build: GitBuild, range: HistoryRange, options: ReplayHistoryOptions = {}): Promise<ReplayedHistory> {
  const { signal, onProgress, fixes = [], dockerfile = '', engine = currentEngine } = options;
  const { commits, source, builds } = await historyOfBuilds(build, range, signal ? { signal } : {});
  const replay = new HistoryReplay(engine);
  const fixReplays = fixes.map((fix) => new FixReplay(dockerfile, fix, engine));
  let last: Parameters<HistoryReplay['add']>[1] | undefined;
  let done = 0;
  for await (const { commit, surroundings, input } of builds()) {
    if (input) replay.add(commit, (last = input));
    for (const fixReplay of fixReplays) fixReplay.add(commit, surroundings);
    onProgress?.(++done, commits.length);
  }
  const history = replay.result();
  return { history, notes: [...historyNotes(source, history, last), ...namedFolderNotes(build)], savings: fixReplays.map((fixReplay) => fixReplay.result()) };
}

function namedFolderNotes({ namedContexts = {} }: GitBuild): string[] {
  const names = folderNames(namedContexts);
  return names.length === 0 ? [] : [`Files of ${joinWords(names, 3)}, which the compose file gives as additional contexts, are taken as unchanged.`];
}
