import { StageState, type StateFacts } from '../cache/stageState';
import { baseName, cleanPath } from '../context/contextPath';
import type { FilteredContext } from '../context/ignoredEntries';
import { stageChain } from '../dockerfile/resolvedBases';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import type { ImageCommand } from '../process/commandParts';
import { shellCallOf } from '../process/shellIdentity';
import { stageCommands } from '../process/stageCommand';
import { copiedFileAt, expandCopy, type ExpandedCopy } from './copiedFile';
import type { RuleFacts } from './rule';

/** Folders of the usual PATH, in its order. */
const pathFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** No file that a person reads has more; looking up files for each stage would take too long. */
const mostStages = 100;

/** Stages built on stages are followed this far. */
const longestChain = 20;

export interface FoundScript {
  /** Path in the build context. */
  readonly path: string;
  readonly text: string;
}

/** Asks for every stage with its ENTRYPOINT and CMD; nothing where the build context is not known. */
export function eachCommand<Found>(dockerfile: Dockerfile, facts: RuleFacts, ask: (command: Pick<ImageCommand, 'entrypoint' | 'cmd'> & { readonly stage: Stage }) => readonly Found[]): Found[] {
  if (!facts.context || dockerfile.stages.length > mostStages) return [];
  const images = stageCommands(dockerfile, facts.build ?? {});
  return dockerfile.stages.flatMap((stage) => ask({ ...images[stage.index]!, stage }));
}

/**
 * The script of the build context that a command line starts, found by following COPY and ADD of the stage and of the stages
 * below it. Undefined where that is not certain: a RUN may change the file, a COPY may bring something else, or its text is
 * not known.
 */
export function entrypointScript(dockerfile: Dockerfile, stage: Stage, argv: readonly string[], facts: RuleFacts): FoundScript | undefined {
  const name = scriptWord(argv);
  if (name === undefined || !facts.context) return undefined;
  const steps = stepsOf(dockerfile, stage, facts.build ?? {});
  if (!steps) return undefined;
  const last = steps[steps.length - 1];
  const paths = name.includes('/') ? [name.startsWith('/') ? cleanPath(name) : cleanPath(`${last?.directory ?? ''}/${name}`)] : pathFolders.map((folder) => `${folder}/${name}`);
  for (const path of paths) {
    const found = fileAt(path, steps, facts.context.files);
    if (found === 'uncertain') return undefined;
    if (found === undefined) continue;
    const text = facts.context.text(found);
    return text === undefined ? undefined : { path: found, text };
  }
  return undefined;
}

/** `["/start.sh", …]` or `["sh", "-e", "/start.sh"]`; undefined for anything else, an init in front included. */
function scriptWord(argv: readonly string[]): string | undefined {
  const call = argv.length === 0 ? undefined : shellCallOf(argv, undefined);
  if (call === undefined) return argv[0];
  return call === 'shell-script' ? argv.slice(1).find((word) => !/^[-+]/.test(word)) : undefined;
}

interface Step {
  readonly instruction: Instruction;
  /** WORKDIR behind the step. */
  readonly directory: string;
  readonly copy: ExpandedCopy | undefined;
}

/** Undefined where stages stand on more stages than are followed. */
function stepsOf(dockerfile: Dockerfile, stage: Stage, build: StateFacts): readonly Step[] | undefined {
  const chain = [...stageChain(dockerfile, stage, build)];
  if (chain.length > longestChain) return undefined;
  return chain.reverse().flatMap((each) => {
    const state = new StageState(dockerfile, each, build);
    return each.instructions.map((instruction): Step => {
      const copy = instruction.keyword === 'COPY' || instruction.keyword === 'ADD' ? expandCopy(instruction, state) : undefined;
      state.apply(instruction);
      return { instruction, directory: state.workingDirectory, copy };
    });
  });
}

/** The file of the context that lies at an absolute path of the image after all steps. */
function fileAt(path: string, steps: readonly Step[], context: FilteredContext): string | 'uncertain' | undefined {
  const name = baseName(path);
  for (const { instruction, copy } of [...steps].reverse()) {
    if (instruction.keyword === 'RUN' && mayChange(instruction, name)) return 'uncertain';
    const file = copy && copiedFileAt(path, copy, context);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** A RUN that names the file and does more than give it the right to run. */
function mayChange(instruction: Instruction, name: string): boolean {
  const text = instruction.argumentText.text + instruction.heredocs.map(({ content }) => content).join('\n');
  return text.includes(name) && /\b(?:sed|mv|cp|tee|patch|envsubst|perl|awk|curl|wget|install)\b|>/.test(text);
}
