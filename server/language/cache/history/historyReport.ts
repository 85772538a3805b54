import { maskSecrets } from '../../maskSecrets';
import { count, inlineCode, shorten } from '../../wording';
import type { FixSavings } from './fixReplay';
import { causesOf, stepBehind } from './historyWords';
import type { BuildHistory, StepHistory } from './replay';

export interface ReportedFix {
  readonly rule: string;
  readonly title: string;
  /** 1-based. */
  readonly line: number;
  readonly savings: FixSavings;
}

export interface HistoryReportParts {
  /** Name of the Dockerfile. */
  readonly file: string;
  /** `web of compose.yaml`, where a compose file builds it. */
  readonly build?: string;
  readonly history: BuildHistory;
  /** What limits the counts. */
  readonly notes: readonly string[];
  /** Those that save most first. */
  readonly fixes: readonly ReportedFix[];
}

/** Longest part of an instruction that a table shows. */
const shownWords = 60;

/** How often each step re-ran, what the suggested fixes would have saved, and what limits the counts, as Markdown. */
export function historyReport({ file, build, history, notes, fixes }: HistoryReportParts): string {
  const { builds, steps, problems } = history;
  const parts = [
    `# Cache history of ${plain(file)}`,
    `${count(builds, 'commit')}, each built after the one before it on a builder that forgets nothing, with base images that stay the same.${build === undefined ? '' : ` Context, target and arguments are those of ${plain(build)}.`}`,
    ...(steps.length > 0 ? ['## Steps, those that re-ran most often first', stepTable(steps)] : []),
    ...(fixes.length > 0 ? ['## What the suggested fixes would have saved', ...fixes.flatMap(fixParts)] : []),
    ...(notes.length + problems.length > 0 ? ['## What limits the counts', noteList(notes, history)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Of steps that ran equally often, commands come first: they take the time. */
function stepTable(steps: readonly StepHistory[]): string {
  const often = [...steps].sort((one, other) => other.ran - one.ran || Number(other.instruction === 'RUN') - Number(one.instruction === 'RUN') || one.line - other.line);
  const rows = often.map((step) => {
    const open = step.depended > 0 ? `, perhaps ${step.depended} more` : '';
    const behind = stepBehind(step, steps);
    return `| ${step.ran} of ${step.of}${open} | ${step.line} | ${stepWords(step)} | ${behind ? `those of line ${behind.line}` : plain(causesOf(step))} |`;
  });
  return ['| Re-ran | Line | Step | Changed files |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function fixParts({ rule, title, line, savings: { builds, leftOut, steps, added } }: ReportedFix): string[] {
  const rows = [
    ...steps.filter(({ saved }) => saved !== 0).map(({ before, fixed }) => `| ${stepWords(before)} | ${before.ran} | ${fixed.ran} |`),
    ...added.map((step) => `| ${stepWords(step)} | new | ${step.ran} |`),
  ];
  const left = leftOut === 0 ? '' : ` ${count(leftOut, 'commit')} that cannot be built with both ${leftOut === 1 ? 'is' : 'are'} left out.`;
  return [
    `### ${plain(title)}`,
    `It fixes ${inlineCode(rule)} in line ${line}. The Dockerfile of today and the fixed one were built over the files of ${count(builds, 'commit')}.${left}`,
    ['| Step | Re-ran | With the fix |', '| --- | --- | --- |', ...rows].join('\n'),
  ];
}

function noteList(notes: readonly string[], { problems }: BuildHistory): string {
  const [first] = problems;
  const leftOut = first ? [`${count(problems.length, 'commit')} left out, such as ${first.build.slice(0, 10)}: ${first.problem}`] : [];
  return [...notes, ...leftOut].map((note) => `- ${plain(note)}`).join('\n');
}

function stepWords({ instruction, words }: StepHistory): string {
  return inlineCode(`${instruction} ${shorten(maskSecrets(words), shownWords)}`.trim()).replaceAll('|', '\\|');
}

/** Markdown shows it as it is. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#&~]/g, '\\$&').replace(/\s*[\r\n]+\s*/g, ' ');
}
