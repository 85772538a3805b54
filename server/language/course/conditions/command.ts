import { listOf, textOf, unmet, verdict, type Parameters, type StaticConditions, type Verdict } from '../condition';
import type { LabEffectiveCommand, LabFiles } from '../labFiles';
import { onDockerfile } from './files';

/** Conditions on what a container of the last stage runs. */
export const commandConditions: StaticConditions = {
  /** Whatever of ENTRYPOINT and CMD the file sets has this form: exec or shell. */
  'effective-command-form': {
    parameters: { file: 'string', form: 'string' },
    check: onCommand((command, parameters) => {
      const forms = [command.entrypoint, command.cmd].filter((form) => form !== undefined);
      return verdict(forms.length > 0 && forms.every((form) => form === parameters['form']), () => whatRuns(command));
    }),
  },
  /** The whole argument list of the main process. */
  'effective-command': {
    parameters: { file: 'string', argv: 'list' },
    check: onCommand((command, parameters) => verdict(JSON.stringify(command.argv) === JSON.stringify(listOf(parameters, 'argv')), () => whatRuns(command))),
  },
  /** CMD is a list of these words: what arguments of docker run replace. */
  'default-arguments': {
    parameters: { file: 'string', argv: 'list' },
    check: onCommand(({ cmdWords }, parameters) => verdict(JSON.stringify(cmdWords) === JSON.stringify(listOf(parameters, 'argv')), () => defaults(cmdWords))),
  },
  /** The file sets both. */
  'entrypoint-and-cmd': {
    parameters: { file: 'string' },
    check: onCommand(({ entrypoint, cmd }) => {
      const absent = [...(entrypoint ? [] : ['ENTRYPOINT']), ...(cmd ? [] : ['CMD'])];
      return verdict(absent.length === 0, () => `The last stage sets no ${absent.join(' and no ')}`);
    }),
  },
};

function onCommand(judge: (command: LabEffectiveCommand, parameters: Parameters) => Verdict) {
  return onDockerfile((_dockerfile, parameters, files: LabFiles) => {
    const command = files.effectiveCommand(textOf(parameters, 'file'));
    return command ? judge(command, parameters) : unmet('What it runs cannot be told');
  });
}

function defaults(words: readonly string[] | undefined): string {
  if (!words) return 'The last stage has no CMD that is a list';
  return words.length === 0 ? 'CMD is an empty list' : `Arguments of docker run would replace: ${words.join(' ')}`;
}

function whatRuns({ argv, entrypoint, cmd }: LabEffectiveCommand): string {
  if (argv) return argv.length === 0 ? 'It runs nothing' : `It runs: ${argv.join(' ')}`;
  return entrypoint || cmd ? 'The base image decides a part of what it runs' : 'The base image decides what it runs';
}
