/** What has to hold for every fix of every rule, on any Dockerfile. */
import { predict } from '../../server/language/cache/predict';
import type { DockerfileFacts } from '../../server/language/dockerfileFacts';
import { printDockerfile } from '../../server/language/dockerfile/parser';
import type { Dockerfile, Instruction } from '../../server/language/dockerfile/syntax';
import { LanguageService } from '../../server/language/languageService';
import { applyEdits, type Finding, type Fix, type RuleSeverity } from '../../server/language/rules/rule';
import { noContent } from './noContent';

const service = new LanguageService(noContent);
const grades: readonly RuleSeverity[] = ['hint', 'information', 'warning', 'error'];

/** Rules whose fixes are a matter of spelling: BuildKit makes the same steps of both files. */
const spellingOnly: ReadonlySet<string> = new Set([
  'consistent-instruction-casing', 'from-as-casing', 'stage-name-casing', 'no-empty-continuation', 'legacy-key-value-format', 'maintainer-deprecated',
  'expose-proto-casing', 'invalid-definition-description', 'redundant-target-platform', 'multiple-instructions-disallowed', 'json-args-recommended',
]);

/** A fault of a fix: which property it breaks, and how. */
export interface FixFault {
  readonly rule: string;
  readonly title: string;
  readonly property: 'edits' | 'lossless' | 'new error' | 'still found' | 'new finding' | 'other instructions' | 'line ends' | 'layout' | 'model';
  readonly detail: string;
  readonly fixed: string;
}

export interface FixFaults {
  /** How many fixes were applied. */
  readonly fixes: number;
  readonly faults: readonly FixFault[];
}

/** Applies each fix that is offered for a file, alone, and tells what it breaks. */
export function faultsOfFixes(text: string, facts: DockerfileFacts = {}): FixFaults {
  const before = check(text, facts);
  let fixes = 0;
  const faults = before.findings.flatMap((finding) =>
    finding.fixes.flatMap((fix): FixFault[] => {
      // A new file is not part of this text.
      if (fix.edits.length === 0) return [];
      fixes++;
      const fixed = applyEdits(text, fix.edits);
      const after = check(fixed, facts);
      const brokenProperties = [...editFaults(text, fix), ...findingFaults(before, after, finding), ...instructionFaults(before, after, fix), ...textFaults(text, fixed), ...modelFaults(text, fixed, finding)];
      return brokenProperties.map(([property, detail]) => ({ rule: finding.rule, title: fix.title, property, detail, fixed }));
    }),
  );
  return { fixes, faults };
}

interface Checked {
  readonly dockerfile: Dockerfile;
  readonly findings: readonly Finding[];
}

type Broken = readonly [FixFault['property'], string];

function check(text: string, facts: DockerfileFacts): Checked {
  const dockerfile = service.parseDockerfile(text);
  const { findings, failures } = service.checkDockerfile(dockerfile, facts, {});
  if (failures.length > 0) throw new Error(failures[0]!.error);
  return { dockerfile, findings };
}

function editFaults(text: string, { edits }: Fix): Broken[] {
  const inOrder = [...edits].sort((left, right) => left.span.start - right.span.start || left.span.end - right.span.end);
  const overlaps = inOrder.some(({ span }, index) => span.end < span.start || span.end > text.length || span.start < (inOrder[index - 1]?.span.end ?? 0));
  return overlaps ? [['edits', JSON.stringify(inOrder)]] : [];
}

/** The finding is gone, no other of its gravity or a worse one came, and the file prints as it is. */
function findingFaults(before: Checked, after: Checked, { rule, severity }: Finding): Broken[] {
  const broken: Broken[] = [];
  const text = after.dockerfile.text;
  if (printDockerfile(after.dockerfile) !== text) broken.push(['lossless', '']);
  const was = counted(before.findings);
  const now = counted(after.findings);
  if ((now.get(rule) ?? 0) >= (was.get(rule) ?? 0)) broken.push(['still found', `${was.get(rule)} → ${now.get(rule)}`]);
  for (const { rule: other, severity: grade, message } of after.findings) {
    if (other === rule || (now.get(other) ?? 0) <= (was.get(other) ?? 0)) continue;
    if (grade === 'error') broken.push(['new error', `${other}: ${message}`]);
    else if (grades.indexOf(grade) >= grades.indexOf(severity)) broken.push(['new finding', `${other}: ${message}`]);
  }
  return broken;
}

function counted(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

/** What no edit touches is read as before, in the same order. */
function instructionFaults(before: Checked, after: Checked, { edits }: Fix): Broken[] {
  const untouched = before.dockerfile.instructions.filter((instruction) => !edits.some(({ span }) => span.start <= instruction.span.end && span.end >= instruction.span.start));
  const now = after.dockerfile.instructions.map((instruction) => described(after.dockerfile, instruction));
  let at = 0;
  for (const instruction of untouched) {
    const text = described(before.dockerfile, instruction);
    const found = now.indexOf(text, at);
    if (found < 0) return [['other instructions', text]];
    at = found + 1;
  }
  return [];
}

function described({ text }: Dockerfile, { keyword, bodySpan, heredocs }: Instruction): string {
  return [keyword, text.slice(bodySpan.start, bodySpan.end), ...heredocs.map(({ content }) => content)].join('\n');
}

/** Line ends stay of one kind, the end of the file stays, and no line gets blanks at its end or turns empty. */
function textFaults(text: string, fixed: string): Broken[] {
  const broken: Broken[] = [];
  const [plain, carriage] = lineEnds(text);
  const [plainNow, carriageNow] = lineEnds(fixed);
  if ((plain === 0 && carriage > 0 && plainNow > 0) || (carriage === 0 && carriageNow > 0)) broken.push(['line ends', `${plain}+${carriage} → ${plainNow}+${carriageNow}`]);
  if (/\n$/.test(text) !== /\n$/.test(fixed)) broken.push(['layout', 'the end of the file']);
  const lines = new Set(text.split(/\r?\n/));
  for (const line of fixed.split(/\r?\n/)) {
    if (!lines.has(line) && /[ \t]$/.test(line) && !lines.has(line.trimEnd()) && ![...lines].some((old) => /[ \t]$/.test(old))) broken.push(['layout', `blanks at the end: ${JSON.stringify(line)}`]);
  }
  const empty = (of: string): number => of.split(/\r?\n/).filter((line) => line.trim() === '').length;
  if (empty(fixed) > empty(text)) broken.push(['layout', 'an empty line more']);
  return broken;
}

function lineEnds(text: string): readonly [number, number] {
  const all = text.split('\n').length - 1;
  const carriage = text.split('\r\n').length - 1;
  return [all - carriage, carriage];
}

/** The model builds the mended file, and a fix of spelling runs nothing again. */
function modelFaults(text: string, fixed: string, { rule }: Finding): Broken[] {
  const { steps, problem } = predict({ dockerfile: text, context: [] }, { dockerfile: fixed, context: [] });
  // A file that cannot be built is mended all the same.
  if (problem !== undefined) return problem.startsWith('After') ? [['model', problem]] : [];
  const first = spellingOnly.has(rule) ? steps.find(({ outcome }) => outcome === 'runs') : undefined;
  return first ? [['model', `line ${first.line} runs: ${first.because}`]] : [];
}
