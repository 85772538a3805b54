import { baseName } from '../context/contextPath';
import { stageChain } from '../dockerfile/resolvedBases';
import type { Dockerfile, RunInstruction, Stage } from '../dockerfile/syntax';
import type { ImageCommand } from '../process/commandParts';
import { shellCallOf } from '../process/shellIdentity';
import { stageCommands } from '../process/stageCommand';
import type { RuleFacts } from './rule';
import { stepSurroundings } from './stepSurroundings';

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
  const build = facts.build ?? {};
  if ([...stageChain(dockerfile, stage, build)].length > longestChain) return undefined;
  const { state, fileAt } = stepSurroundings(dockerfile, stage, undefined, build, facts.context.files);
  const paths = name.includes('/') ? [state.resolve(name)] : pathFolders.map((folder) => `${folder}/${name}`);
  for (const path of paths) {
    const found = fileAt(path, (run) => mayChange(run, baseName(path)));
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

/** A RUN that names the file and does more than give it the right to run. */
function mayChange(run: RunInstruction, name: string): boolean {
  const text = run.argumentText.text + run.heredocs.map(({ content }) => content).join('\n');
  return text.includes(name) && /\b(?:sed|mv|cp|tee|patch|envsubst|perl|awk|curl|wget|install)\b|>/.test(text);
}
