import { textOf, unmet, verdict, type LiveCondition, type LiveConditions, type Parameters, type Verdict } from '../../condition';
import type { DaemonAnswers } from '../../daemonQuestions';
import { noContainer } from './containers';

/** Conditions on what a container has written: its files and its log. */
export const insideConditions: LiveConditions = {
  /** The path was added, changed or deleted in the container's writable layer. */
  'container-changed': onChanges((changes, path) => verdict(changes.includes(path), () => `Its writable layer says nothing of ${path}`)),
  'container-unchanged': onChanges((changes, path) => verdict(!changes.includes(path), () => `${path} is in its writable layer`)),
  /** The end of the log has the text, capitals and all. */
  'log-has': onLog({ text: 'string' }, [], (log, parameters) => verdict(log.includes(textOf(parameters, 'text')), () => lastLine(log))),
  /** A line of the log is the version of the kernel that the daemon's containers share. */
  'log-is-kernel': onLog({}, [{ kind: 'engine' }], (log, _parameters, answers) => {
    const kernel = answers.engine()?.kernelVersion;
    if (!kernel) return unmet('The Engine does not tell its kernel');
    return verdict(log.split(/\s+/).includes(kernel), () => lastLine(log));
  }),
  'path-missing': onPath('missing', (path) => `${path} is there`),
  'path-exists': onPath('there', (path) => `${path} is not there`),
};

function onChanges(judge: (changes: readonly string[], path: string) => Verdict): LiveCondition {
  return {
    parameters: { container: 'string', path: 'string' },
    questions: (parameters) => [{ kind: 'changes', container: textOf(parameters, 'container') }],
    check: (parameters, answers) => {
      const changes = answers.changes(textOf(parameters, 'container'));
      return changes ? judge(changes, textOf(parameters, 'path')) : unmet(noContainer(textOf(parameters, 'container')));
    },
  };
}

function onLog(parameters: LiveCondition['parameters'], more: ReturnType<LiveCondition['questions']>, judge: (log: string, parameters: Parameters, answers: DaemonAnswers) => Verdict): LiveCondition {
  return {
    parameters: { container: 'string', ...parameters },
    questions: (given) => [{ kind: 'container', name: textOf(given, 'container') }, { kind: 'log', container: textOf(given, 'container') }, ...more],
    check: (given, answers) => {
      const name = textOf(given, 'container');
      if (!answers.container(name)) return unmet(noContainer(name));
      const log = answers.log(name);
      return log === undefined ? unmet(`The log of ${name} cannot be read`) : judge(log, given, answers);
    },
  };
}

function lastLine(log: string): string {
  const last = log.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return last === '' ? 'The log is empty' : `The log ends with: ${last}`;
}

function onPath(wanted: 'there' | 'missing', found: (path: string) => string): LiveCondition {
  return {
    parameters: { container: 'string', path: 'string' },
    questions: (parameters) => [{ kind: 'path', container: textOf(parameters, 'container'), path: textOf(parameters, 'path') }],
    check: (parameters, answers) => {
      const [container, path] = [textOf(parameters, 'container'), textOf(parameters, 'path')];
      const there = answers.path(container, path);
      if (there === undefined) return unmet(noContainer(container));
      return verdict(there === wanted, () => (there === 'unknown' ? `The Engine does not tell what is at ${path}` : found(path)));
    },
  };
}
