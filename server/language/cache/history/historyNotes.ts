import { joinWords } from '../../wording';
import type { BuildInput } from '../buildInput';
import { readingSteps, writtenByCommit, type ReadingStep } from '../readingSteps';
import type { HistorySource } from './historySource';
import type { BuildHistory } from './replay';

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
  const copying = holdsRepository ? readingSteps(last, writtenByCommit) : [];
  if (copying.length > 0) {
    notes.push(`${lines(copying)} also ${verb(copying)} the folder .git, which changes with every commit and is not counted here: an ignore file can exclude it.`);
  }
  const foreign = readingSteps(last, submodules.map((path) => `${path}/file`));
  if (foreign.length > 0) {
    notes.push(`${lines(foreign)} also ${verb(foreign)} files of submodules, such as ${submodules[0]!}, whose changes are not counted here.`);
  }
  const unknown = readingSteps(last, ignoredByGit.slice(0, triedFiles));
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

function verb(steps: readonly ReadingStep[]): string {
  return steps.length === 1 ? 'reads' : 'read';
}

function lines(steps: readonly ReadingStep[], word = 'Line'): string {
  return `${word}${steps.length === 1 ? '' : 's'} ${joinWords(steps.map(({ line }) => String(line)))}`;
}
