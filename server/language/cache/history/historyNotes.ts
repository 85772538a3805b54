import { treeOf } from '../../context/contextTree';
import { count, joinWords } from '../../wording';
import type { BuildInput } from '../buildInput';
import { predict } from '../predict';
import type { HistorySource } from './historySource';
import type { BuildHistory } from './replay';

/** Files of the folder `.git` that every commit writes. */
const writtenByCommit = ['.git/index', '.git/logs/HEAD', '.git/refs/heads/main', '.git/objects/00/0'];
/** Most files that git ignores of which is found out whether a step reads them. */
const triedFiles = 100_000;

/**
 * What limits the counts of a replay, one sentence or two each: what git does not keep may make steps run more often.
 * @param last the newest build.
 */
export function historyNotes(source: HistorySource, history: BuildHistory, last: BuildInput | undefined): string[] {
  const notes: string[] = [];
  if (source.cutOff === 'shallow') notes.push('This is a shallow clone: the history ends where it was cut off.');
  if (source.cutOff === 'limit') notes.push('There are more commits; the oldest are left out.');
  if (source.isDockerfileNow) notes.push('The last commit does not hold the Dockerfile: it is taken as it is now for every commit.');
  if (!last) return notes;
  const copying = source.holdsRepository ? linesReading(last, writtenByCommit) : [];
  if (copying.length > 0) {
    notes.push(`${lines(copying)} also ${copying.length === 1 ? 'reads' : 'read'} the folder .git, which changes with every commit and is not counted here: an ignore file should exclude it.`);
  }
  const unknown = linesReading(last, source.ignoredByGit.slice(0, triedFiles));
  if (unknown.length > 0) {
    const files = count(source.ignoredByGit.length, 'file');
    notes.push(`The context holds ${files} that git ignores, such as ${source.ignoredByGit[0]!}. They are taken as unchanged; where they change, ${lines(unknown, 'line')} ran more often.`);
  }
  for (const { line, missing } of history.steps.filter((step) => step.missing.length > 0)) {
    notes.push(`Line ${line} reads ${joinWords(missing, 3)}, which git does not hold: how often it changed is not known, so this step and those below it may have run more often.`);
  }
  return notes;
}

/** First lines of the steps that run again when these files change; steps below them do not count. */
function linesReading(input: BuildInput, paths: readonly string[]): number[] {
  if (paths.length === 0) return [];
  const read = new Set(paths);
  const withContent = (identity: string): BuildInput => {
    const files = paths.map((path) => ({ path, entry: { path, type: 'file' as const, size: 0, mode: 0o644, identity } }));
    return { ...input, context: treeOf(input.context).with(files) };
  };
  const { steps } = predict(withContent('before'), withContent('after'));
  return steps.filter(({ files }) => files.some((path) => read.has(path))).map(({ line }) => line);
}

function lines(numbers: readonly number[], word = 'Line'): string {
  return `${word}${numbers.length === 1 ? '' : 's'} ${joinWords(numbers.map(String))}`;
}
