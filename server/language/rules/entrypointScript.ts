import { StageState } from '../cache/stageState';
import { lastStagesByName } from '../dockerfile/stages';
import type { CopyInstruction, Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { cleanPath } from '../context/contextPath';
import { copiedFiles } from '../packages/copiedFiles';
import type { ImageCommand } from '../process/commandParts';
import { shellCallOf } from '../process/shellIdentity';
import { stageCommands } from '../process/stageCommand';
import type { RuleFacts } from './rule';

/** Folders of the usual PATH, in its order. */
const pathFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Stages built on stages are followed this far. */
const longestChain = 20;

export interface FoundScript {
  /** Path in the build context. */
  readonly path: string;
  readonly text: string;
}

/** Asks for every stage with its ENTRYPOINT and CMD; nothing where the build context is not known. */
export function eachCommand<Found>(dockerfile: Dockerfile, facts: RuleFacts, ask: (command: Pick<ImageCommand, 'entrypoint' | 'cmd'> & { readonly stage: Stage }) => readonly Found[]): Found[] {
  if (!facts.context) return [];
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
  const steps = stepsOf(dockerfile, stage, facts);
  const last = steps[steps.length - 1];
  const paths = name.includes('/') ? [name.startsWith('/') ? cleanPath(name) : cleanPath(`${last?.directory ?? ''}/${name}`)] : pathFolders.map((folder) => `${folder}/${name}`);
  for (const path of paths) {
    const found = fileAt(path, steps);
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
  readonly copied: ReturnType<typeof copiedFiles> | 'other';
  /** Where a COPY or ADD puts what is not certain. */
  readonly destination: string;
}

function stepsOf(dockerfile: Dockerfile, stage: Stage, { build = {}, context }: RuleFacts): readonly Step[] {
  const byName = lastStagesByName(dockerfile.stages);
  const chain = [stage];
  for (let below = byName.get(stage.from.image?.text ?? ''); below && below.index < chain[0]!.index && chain.length < longestChain; below = byName.get(below.from.image?.text ?? '')) chain.unshift(below);
  return chain.flatMap((each) => {
    const state = new StageState(dockerfile, each, build);
    return each.instructions.map((instruction): Step => {
      const isCopy = instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
      const copied = isCopy && context ? copiedFiles(instruction, state, context.files) : 'other';
      const destination = isCopy ? destinationOf(instruction, state) : '';
      state.apply(instruction);
      return { instruction, directory: state.workingDirectory, copied, destination };
    });
  });
}

function destinationOf({ destination }: CopyInstruction, state: StageState): string {
  return state.resolve(state.expand(destination?.text ?? ''));
}

/** The file of the context that lies at an absolute path of the image after all steps. */
function fileAt(path: string, steps: readonly Step[]): string | 'uncertain' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const { instruction, copied, destination } of [...steps].reverse()) {
    if (instruction.keyword === 'RUN' && mayChange(instruction, name)) return 'uncertain';
    if (copied === 'other') continue;
    const file = copied?.files.findLast(({ imagePath }) => imagePath === path);
    if (file) return file.contextPath;
    // What comes from elsewhere may hold anything below its destination.
    if (!copied && (path === destination || path.startsWith(destination === '/' ? '/' : `${destination}/`))) return 'uncertain';
  }
  return undefined;
}

/** A RUN that names the file and does more than give it the right to run. */
function mayChange(instruction: Instruction, name: string): boolean {
  const text = instruction.argumentText.text + instruction.heredocs.map(({ content }) => content).join('\n');
  return text.includes(name) && /\b(?:sed|mv|cp|tee|patch|envsubst|perl|awk|curl|wget|install)\b|>/.test(text);
}
