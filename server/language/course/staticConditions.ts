import { readYamlDocuments } from '../compose/yamlDocuments';
import { textOf, type Parameters, type StaticCondition } from './condition';
import type { LabEffectiveCommand, LabFiles } from './labFiles';

/** Every condition on files that a lab may name. */
export const staticConditions: Readonly<Record<string, StaticCondition>> = {
  /** The rule finds nothing in the file. */
  'no-diagnostic': {
    parameters: { file: 'string', rule: 'string' },
    check: (parameters, files) => {
      const file = textOf(parameters, 'file');
      return { met: files.text(file) !== undefined && !files.diagnostics(file).includes(textOf(parameters, 'rule')) };
    },
  },
  /** Whatever of ENTRYPOINT and CMD the file sets has this form: exec or shell. */
  'effective-command-form': {
    parameters: { file: 'string', form: 'string' },
    check: (parameters, files) => {
      const command = files.effectiveCommand(textOf(parameters, 'file'));
      const forms = [command?.entrypoint, command?.cmd].filter((form) => form !== undefined);
      return { met: forms.length > 0 && forms.every((form) => form === parameters['form']), ...found(command) };
    },
  },
  /** The whole argument list of the main process. */
  'effective-command': {
    parameters: { file: 'string', argv: 'list' },
    check: (parameters, files) => {
      const command = files.effectiveCommand(textOf(parameters, 'file'));
      return { met: JSON.stringify(command?.argv) === JSON.stringify(parameters['argv']), ...found(command) };
    },
  },
  /** The file sets both. */
  'entrypoint-and-cmd': {
    parameters: { file: 'string' },
    check: (parameters, files) => {
      const command = files.effectiveCommand(textOf(parameters, 'file'));
      return { met: command?.entrypoint !== undefined && command.cmd !== undefined };
    },
  },
  /** A RUN contains the text: leaving the step out is no solution. */
  'runs-command': {
    parameters: { file: 'string', command: 'string' },
    check: (parameters, files) => ({ met: findRun(parameters, files) >= 0 }),
  },
  /** A COPY or ADD from the build context stands below the RUN that contains the text. */
  'install-before-source-copy': {
    parameters: { file: 'string', command: 'string' },
    check: (parameters, files) => {
      const install = findRun(parameters, files);
      const copy = files.instructions(textOf(parameters, 'file')).findLastIndex(({ copiesContext }) => copiesContext);
      return { met: install >= 0 && install < copy };
    },
  },
  /** One answer of a YAML file. Capitals and blanks around the answer do not matter. */
  'answers-equal': {
    parameters: { file: 'string', question: 'string', answer: 'string' },
    check: (parameters, files) => {
      const answer = readAnswer(files.text(textOf(parameters, 'file')) ?? '', textOf(parameters, 'question'));
      return { met: answer === textOf(parameters, 'answer').trim().toLowerCase() };
    },
  },
};

function found(command: LabEffectiveCommand | undefined): { found?: string } {
  return command?.argv ? { found: `It runs: ${command.argv.join(' ')}` } : {};
}

function findRun(parameters: Parameters, files: LabFiles): number {
  const command = textOf(parameters, 'command');
  return files.instructions(textOf(parameters, 'file')).findIndex(({ keyword, arguments: text }) => keyword === 'RUN' && text.includes(command));
}

/** Undefined where the file is no YAML mapping or the answer is missing. */
function readAnswer(text: string, key: string): string | undefined {
  const [document, ...more] = readYamlDocuments(text, { prettyErrors: false });
  if (!document || more.length > 0 || document.errors.length > 0) return undefined;
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const answer = (value as Record<string, unknown>)[key];
  return answer === null || typeof answer === 'object' ? undefined : String(answer).trim().toLowerCase();
}
