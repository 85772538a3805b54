import { walkStages, type WalkedStage } from '../dockerfile/stageWalk';
import type { HealthcheckInstruction } from '../dockerfile/syntax';
import { insteadOfTool, toolOfShellText, toolOfWords } from '../process/calledTool';
import { missingTools, type CheckTool, type MissingTools } from '../process/imageTools';
import { isProgramFolder, mayBring } from '../process/installedTools';
import type { Fix, Rule, RuleFact } from './rule';

export interface HealthcheckToolMissingFact extends RuleFact {
  readonly image: string;
  readonly needs: CheckTool | 'sh';
  /** What to do instead, one sentence. */
  readonly advice: string;
  readonly fix: Fix | undefined;
}

/**
 * HEALTHCHECK calls a program that the base image is known not to have and that nothing above or below it installs.
 * Only for base images of `missingTools`, and only where every other instruction is understood.
 */
export const healthcheckToolMissing: Rule<HealthcheckToolMissingFact> = {
  id: 'healthcheck-tool-missing',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {} } }) {
    if (!dockerfile.instructions.some(({ keyword }) => keyword === 'HEALTHCHECK')) return [];
    const checks = new Map<WalkedStage, HealthcheckInstruction>();
    const parents = new Set<WalkedStage>();
    walkStages(dockerfile, build, (instruction, at) => {
      if (at.parent) parents.add(at.parent);
      if (instruction.keyword === 'HEALTHCHECK' && at.stage.instructions.includes(instruction)) checks.set(at, instruction);
    });
    return [...checks].flatMap(([at, instruction]) => (parents.has(at) ? [] : (judge(at, instruction) ?? [])));
  },
  message({ image, needs, advice }) {
    if (needs === 'sh') return `${imageText(image)} has no shell, and no line here brings one, so this check fails each time and the container becomes unhealthy. Write the check as a JSON list that starts a program of the image.`;
    return `${imageText(image)} has no ${needs}, and no line here installs it, so this check fails each time and the container becomes unhealthy. ${advice}`;
  },
  fix: ({ fix }) => fix,
};

function imageText(image: string): string {
  return image === 'scratch' ? 'An image from scratch' : image;
}

function judge(at: WalkedStage, instruction: HealthcheckInstruction): HealthcheckToolMissingFact | undefined {
  const chain: WalkedStage[] = [at];
  while (chain[0]!.parent) chain.unshift(chain[0]!.parent);
  const image = chain[0]!.image;
  const missing = image === undefined ? undefined : missingTools(image);
  const needs = missing && neededProgram(instruction, missing);
  if (!missing || image === undefined || !needs) return undefined;
  const all = chain.flatMap(({ stage }) => stage.instructions);
  // Nothing can be started in it, so there is no container to check either.
  if (image === 'scratch' && !all.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')) return undefined;
  const folders = all.flatMap((each) => (each.keyword === 'WORKDIR' ? (each.value?.text ?? '') : []));
  const relativeIsSafe = folders.length > 0 && !folders.some(isProgramFolder);
  if (all.some((each) => each.keyword === 'SHELL' || each.keyword === 'UNKNOWN' || mayBring(each, needs, relativeIsSafe))) return undefined;
  const fix = needs === 'curl' && missing.hasBusyboxWget ? wgetFix(instruction) : undefined;
  return { span: instruction.keywordSpan, image, needs, advice: insteadOfTool(needs, missing), fix };
}

/** The program that the check cannot do without, where it is missing. */
function neededProgram({ type, command }: HealthcheckInstruction, missing: MissingTools): CheckTool | 'sh' | undefined {
  if (type?.text.toUpperCase() !== 'CMD' || !command) return undefined;
  return command.form === 'shell' ? toolOfShellText(command.text.text, missing) : toolOfWords(command.words.map(({ value }) => value), missing);
}

const failingCurl = /^curl((?:\s+(?:-[fsSL]+|--fail|--silent|--show-error|--location))*)\s+(?=http:\/\/[^\s"'\\]+(?:\s*\|\|\s*(?:exit\s+1|false))?$)/;

/** `curl -f URL` and busybox's `wget -O /dev/null URL` both fail on an answer of 400 and above. */
function wgetFix({ command }: HealthcheckInstruction): Fix | undefined {
  const title = 'Check with wget';
  if (command?.form === 'shell') {
    const [match, options] = failingCurl.exec(command.text.text) ?? [];
    if (match === undefined || !/\s(?:-\w*f|--fail)/.test(options!)) return undefined;
    const span = command.text.spanOf(0, match.trimEnd().length);
    return span.end - span.start === match.trimEnd().length ? { title, edits: [{ span, newText: 'wget -q -O /dev/null' }] } : undefined;
  }
  const words = command?.words ?? [];
  const options = words.slice(1, -1).map(({ value }) => value);
  const isPlain = words[0]?.value === 'curl' && options.every((option) => /^(?:-[fsSL]+|--fail|--silent|--show-error|--location)$/.test(option));
  if (!isPlain || !options.some((option) => /^(?:-\w*f|--fail)/.test(option)) || !words.at(-1)!.value.startsWith('http://')) return undefined;
  const span = { start: words[0]!.span.start, end: words[words.length - 2]!.span.end };
  return { title, edits: [{ span, newText: '"wget", "-q", "-O", "/dev/null"' }] };
}
