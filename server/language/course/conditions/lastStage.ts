import { expandText } from '../../dockerfile/expansion';
import { stageChain } from '../../dockerfile/resolvedBases';
import type { Dockerfile, ValueInstruction } from '../../dockerfile/syntax';
import { environmentBefore, StageEnvironment } from '../../dockerfile/variables';
import { isSecretName, mask } from '../../maskSecrets';
import { textOf, verdict, type StaticConditions } from '../condition';
import { onDockerfile } from './files';

/** Conditions on what the image of the last stage is set to, and on the instructions that are there. */
export const lastStageConditions: StaticConditions = {
  /** The last stage, or one that it is built on, sets its working directory, and the first time from the root: the next may add to that. */
  'absolute-workdir': {
    parameters: { file: 'string' },
    check: onDockerfile((dockerfile) => {
      const written = workdirs(dockerfile);
      const [first] = written;
      return verdict(first !== undefined && directoryOf(dockerfile, first).startsWith('/'), () => (first ? `WORKDIR is: ${first.argumentText.text}` : 'The last stage sets no WORKDIR'));
    }),
  },
  /** Any stage has the instruction. */
  'has-instruction': {
    parameters: { file: 'string', keyword: 'string' },
    check: onDockerfile(({ instructions }, parameters) => {
      const keywords = new Set<string>(instructions.map(({ keyword }) => keyword));
      return verdict(keywords.has(textOf(parameters, 'keyword').toUpperCase()), () => `The file has: ${[...keywords].join(', ')}`);
    }),
  },
  /** The last stage ends with this value of a variable. */
  'environment-is': {
    parameters: { file: 'string', name: 'string', value: 'string' },
    check: onDockerfile((dockerfile, parameters) => {
      const name = textOf(parameters, 'name');
      const set = environmentOfImage(dockerfile).get(name);
      const shown = isSecretName(name) ? mask : set?.value;
      return verdict(set?.value === textOf(parameters, 'value'), () => (set ? `${name} is ${shown ?? 'only known when it is built'}` : `${name} is not set`));
    }),
  },
};

/** Those of the lowest stage first. */
function workdirs(dockerfile: Dockerfile): readonly ValueInstruction[] {
  const stages = [...stageChain(dockerfile, dockerfile.stages.at(-1))].reverse();
  return stages.flatMap(({ instructions }) => instructions.filter((each): each is ValueInstruction => each.keyword === 'WORKDIR'));
}

/** As far as the file tells it: the beginning is what counts. */
function directoryOf(dockerfile: Dockerfile, instruction: ValueInstruction): string {
  const written = instruction.value?.text ?? '';
  return expandText(written, environmentBefore(dockerfile, instruction, {}), dockerfile.escape).text ?? written;
}

/** ENV, without the arguments of the build: those do not reach a container. */
function environmentOfImage(dockerfile: Dockerfile): ReadonlyMap<string, { readonly value: string | undefined }> {
  const last = dockerfile.stages.at(-1)!;
  const walk = new StageEnvironment(dockerfile, last, {});
  for (const instruction of last.instructions) walk.apply(instruction);
  return new Map(walk.environment.list().flatMap(({ name, value, source }) => (source === 'ENV' ? [[name, { value }]] : [])));
}
