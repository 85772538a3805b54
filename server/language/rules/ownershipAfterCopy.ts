import { resolveImagePath, workingDirectoryBefore } from '../dockerfile/workingDirectory';
import type { CopyInstruction, Dockerfile, Instruction } from '../dockerfile/syntax';
import type { FilteredContext } from '../context/ignoredEntries';
import type { BuildFacts } from '../dockerfile/variables';
import { stepScript, type StepCommand, type StepScript } from '../process/stepScript';
import { inlineCode } from '../wording';
import { copiedSize } from './copiedSize';
import type { Rule, RuleFact } from './rule';
import { stageChains } from './stageScripts';

interface OwnershipFact extends RuleFact {
  readonly command: 'chown' | 'chmod';
  readonly path: string;
  /** 1-based line of the COPY or ADD. */
  readonly line: number;
  readonly keyword: string;
  readonly bytes: number;
  readonly flag: string;
}

/** Less is not worth a word. */
const fewBytes = 1_000_000;

/**
 * `chown -R` or `chmod -R` in a RUN below the COPY that brought the files: the layer of the RUN holds each of them a second
 * time, because a layer stores whole files. Evidence: the context, which tells what is copied and how large it is.
 */
export const ownershipAfterCopy: Rule<OwnershipFact> = {
  id: 'ownership-after-copy',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {}, context } }) {
    if (!context || !/\bch(own|mod)\b/.test(dockerfile.text)) return [];
    return stageChains(dockerfile, build).flatMap(({ stage, inImage }) => (inImage ? inStage(dockerfile, build, context.files, stage.instructions) : []));
  },
  message: ({ command, path, line, keyword, bytes, flag }) =>
    `${inlineCode(`${command} -R`)} writes every file below ${inlineCode(path, 60)} once more into this layer, and ${keyword} in line ${line} brought ${Math.round(bytes / 1_000_000)} MB. Let ${keyword} set it with ${inlineCode(flag, 60)}; a ${inlineCode(command)} of the folder alone is small.`,
};

function inStage(dockerfile: Dockerfile, build: BuildFacts, context: FilteredContext, instructions: readonly Instruction[]): OwnershipFact[] {
  return instructions.flatMap((instruction, index) => {
    const script = instruction.keyword === 'RUN' && !instruction.flags.some(({ name }) => name === 'mount') ? stepScript(dockerfile, instruction) : undefined;
    const change = script && recursiveChange(dockerfile, build, script);
    if (!change) return [];
    const copies = instructions.slice(0, index).flatMap((above) => (isCopyTo(dockerfile, build, above, change) ? [{ copy: above, bytes: copiedSize(above, context) }] : []));
    const bytes = copies.reduce((sum, copied) => sum + copied.bytes, 0);
    const largest = copies.sort((left, right) => right.bytes - left.bytes)[0];
    return !largest || bytes < fewBytes ? [] : [factOf(script, change, largest.copy, bytes)];
  });
}

interface Change {
  readonly command: 'chown' | 'chmod';
  readonly value: string;
  readonly path: string;
  readonly at: StepCommand;
}

/** The first `chown -R OWNER PATH` or `chmod -R MODE PATH` of a step that runs whatever happens. */
function recursiveChange(dockerfile: Dockerfile, build: BuildFacts, script: StepScript): Change | undefined {
  for (const at of script.commands) {
    if (at.name === 'cd' || at.name === 'pushd') return undefined;
    if (at.name !== 'chown' && at.name !== 'chmod') continue;
    const options = at.words.filter((word) => /^-[A-Za-z-]/.test(word));
    const [value, written, ...others] = at.words.filter((word) => !options.includes(word));
    if (!options.some((option) => /^-[A-Za-z]*R|^--recursive$/.test(option)) || others.length > 0 || !value || !written || /[$`*?[{]/.test(value + written)) continue;
    const path = resolveImagePath(written, workingDirectoryBefore(dockerfile, script.run, build));
    if (path !== undefined && path !== '/' && isPlainValue(at.name, value)) return { command: at.name, value, path, at };
  }
  return undefined;
}

/** COPY takes what `chown` takes; of modes, octal ones are understood by every builder. */
function isPlainValue(command: string, value: string): boolean {
  return command === 'chown' ? /^[\w.-]+(:[\w.-]*)?$/.test(value) : /^[0-7]{3,4}$/.test(value);
}

/** A COPY or ADD of context files into the folder that leaves the matter to a later step. */
function isCopyTo(dockerfile: Dockerfile, build: BuildFacts, instruction: Instruction, { command, path }: Change): instruction is CopyInstruction {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false;
  const written = instruction.destination?.text;
  if (written === undefined || /[$*?[\]"']/.test(written) || instruction.flags.some(({ name }) => name === 'from' || name === command)) return false;
  const destination = resolveImagePath(written, workingDirectoryBefore(dockerfile, instruction, build));
  return destination === path || (destination?.startsWith(`${path}/`) ?? false);
}

function factOf(script: StepScript, { command, value, path, at }: Change, copy: CopyInstruction, bytes: number): OwnershipFact {
  const span = script.text.spanOf(at.shell.words[at.at]!.start, at.shell.words.at(-1)!.end);
  return { span, command, path, line: copy.startLine, keyword: copy.keyword, bytes, flag: `--${command}=${value}` };
}
