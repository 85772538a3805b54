import type { CachePreview, CachePreviewStep, StepOutcome } from '../../../protocol/cachePreview';
import type { Dockerfile, Span } from '../../dockerfile/syntax';
import { maskSecrets } from '../../maskSecrets';
import { TextPositions } from '../../textPosition';
import { count, shorten } from '../../wording';
import type { PredictedStep, Prediction } from '../buildInput';

const labels: Readonly<Record<StepOutcome, string>> = {
  cached: 'comes from the cache',
  runs: 'runs again',
  depends: 'may run again',
  metadata: 'is no step',
  unused: 'is not built',
};

const unseenChanges = 'It also reads the folder .git, which changes with every commit and is not compared here: an ignore file can exclude it.';

/** Longest part of an instruction that the summary quotes. */
const longestQuote = 40;

/**
 * A prediction as an editor shows it: places, words and one line about all of it.
 * @param unseen lines of steps that also read the folder `.git`, in which no change is seen.
 */
export function cachePreview(dockerfile: Dockerfile, { steps, problem }: Prediction, unseen: readonly number[] = []): Omit<CachePreview, 'version'> {
  if (problem !== undefined) return previewProblem(problem);
  const told = steps.map((step) => (unseen.includes(step.line) ? { ...step, because: `${step.because} ${unseenChanges}` } : step));
  const limit = unseen.length > 0 ? '; changes in .git are not seen' : '';
  return { steps: placedSteps(dockerfile, told), summary: `${summaryOf(dockerfile, steps)}${limit}`, isProblem: false };
}

/** In place of a prediction: one sentence why there is none. */
export function previewProblem(summary: string): Omit<CachePreview, 'version'> {
  return { steps: [], summary, isProblem: true };
}

function placedSteps({ text, stages }: Dockerfile, steps: readonly PredictedStep[]): CachePreviewStep[] {
  const positions = new TextPositions(text);
  const spans = new Map(stages.flatMap(({ instructions }) => instructions.map(({ startLine, span }) => [startLine, span] as const)));
  return steps.flatMap(({ line, outcome, because, files }) => {
    const span = spans.get(line);
    return span ? [{ range: positions.rangeOf(withoutLineEnd(text, span)), outcome, label: labels[outcome], because, files }] : [];
  });
}

function withoutLineEnd(text: string, { start, end }: Span): Span {
  return { start, end: start + text.slice(start, end).replace(/[\r\n]+$/, '').length };
}

/** `5 of 9 steps re-run, 1 more may; first: COPY . . (src/server.ts)` */
function summaryOf({ text }: Dockerfile, steps: readonly PredictedStep[]): string {
  const built = steps.filter(({ outcome }) => outcome !== 'metadata' && outcome !== 'unused');
  const again = built.filter(({ outcome }) => outcome === 'runs');
  const open = built.filter(({ outcome }) => outcome === 'depends');
  const first = again[0] ?? open[0];
  if (built.length === 0) return 'This file has no step to build';
  if (!first) return built.length === 1 ? 'The only step comes from the cache' : `All ${built.length} steps come from the cache`;
  const counts = again.length === 0 ? `${open.length} of ${count(built.length, 'step')} may re-run` : `${again.length} of ${count(built.length, 'step')} re-run${open.length > 0 ? `, ${open.length} more may` : ''}`;
  return `${counts}; first: ${quote(text, first.line)}${filesOf(first)}`;
}

/** The instruction's first line, without the backslash that continues it. */
function quote(text: string, line: number): string {
  const words = (text.split(/\r\n|\r|\n/)[line - 1] ?? '').replace(/[\\`]\s*$/, '').trim().replace(/\s+/g, ' ');
  return shorten(maskSecrets(words), longestQuote);
}

function filesOf({ files }: PredictedStep): string {
  if (files.length === 0) return '';
  return files.length === 1 ? ` (${files[0]!})` : ` (${files[0]!} and others)`;
}
