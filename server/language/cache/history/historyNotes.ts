import { treeOf } from '../../context/contextTree';
import { joinWords } from '../../wording';
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
  if (history.builds === 0 && history.problems.length === 0) notes.push('There is only one build here, so there is nothing to compare.');
  return last ? [...notes, ...unlistedNotes(source, history, last)] : notes;
}

/** What the context holds beside what git lists. */
function unlistedNotes({ holdsRepository, submodules, ignoredByGit }: HistorySource, history: BuildHistory, last: BuildInput): string[] {
  const notes: string[] = [];
  const copying = holdsRepository ? reading(last, writtenByCommit) : [];
  if (copying.length > 0) {
    notes.push(`${lines(copying)} also ${verb(copying)} the folder .git, which changes with every commit and is not counted here: an ignore file can exclude it.`);
  }
  const foreign = reading(last, submodules.map((path) => `${path}/file`));
  if (foreign.length > 0) {
    notes.push(`${lines(foreign)} also ${verb(foreign)} files of submodules, such as ${submodules[0]!}, whose changes are not counted here.`);
  }
  const unknown = reading(last, ignoredByGit.slice(0, triedFiles));
  if (unknown.length > 0) {
    notes.push(`Files that git ignores, such as ${unknown[0]!.example}, are taken as unchanged; where they change, ${lines(unknown, 'line')} ran more often.`);
  }
  for (const { line, missing } of history.steps) {
    const unlisted = missing.filter((path) => copying.length === 0 || !path.replace(/^\.?\//, '').startsWith('.git'));
    if (unlisted.length === 0) continue;
    notes.push(`Line ${line} reads ${joinWords(unlisted, 3)}, which git does not hold: how often it changed is not known, so this step and those below it may have run more often.`);
  }
  return notes;
}

/** A step that reads certain files, and one of them. */
interface ReadingStep {
  /** 1-based. */
  readonly line: number;
  readonly example: string;
}

/** The steps that run again when these files change; steps below them do not count. */
function reading(input: BuildInput, paths: readonly string[]): ReadingStep[] {
  if (paths.length === 0) return [];
  const read = new Set(paths);
  const withContent = (identity: string): BuildInput => {
    const files = paths.map((path) => ({ path, entry: { path, type: 'file' as const, size: 0, mode: 0o644, identity } }));
    return { ...input, context: treeOf(input.context).with(files) };
  };
  const { steps } = predict(withContent('before'), withContent('after'));
  return steps.flatMap(({ line, files }) => {
    const example = files.find((path) => read.has(path));
    return example === undefined ? [] : [{ line, example }];
  });
}

function verb(steps: readonly ReadingStep[]): string {
  return steps.length === 1 ? 'reads' : 'read';
}

function lines(steps: readonly ReadingStep[], word = 'Line'): string {
  return `${word}${steps.length === 1 ? '' : 's'} ${joinWords(steps.map(({ line }) => String(line)))}`;
}
