import { textOf, unmet, verdict, type Parameters, type StaticConditions, type Verdict } from '../condition';
import type { LabFiles, LabFinding } from '../labFiles';
import { missing } from './files';

/** Conditions on what Docker or Compose rejects and what the rules find. */
export const findingConditions: StaticConditions = {
  /** The rule finds nothing in the file. */
  'no-diagnostic': {
    parameters: { file: 'string', rule: 'string' },
    check: (parameters, files) => without(parameters, files, ({ rule }) => rule === parameters['rule']),
  },
  /** Docker or Compose takes the file, and no finding is an error. */
  'no-errors': {
    parameters: { file: 'string' },
    check: (parameters, files) => without(parameters, files, ({ severity }) => severity === 'error'),
  },
  /** Nothing at all is found in the file. */
  'no-findings': {
    parameters: { file: 'string' },
    check: (parameters, files) => without(parameters, files, () => true),
  },
};

function without(parameters: Parameters, files: LabFiles, isMeant: (finding: LabFinding) => boolean): Verdict {
  const file = textOf(parameters, 'file');
  const findings = files.findings(file);
  if (!findings) return unmet(files.text(file) === undefined ? missing(file) : `${file} holds nothing that can be checked yet`);
  const found = findings.find(isMeant);
  return verdict(found === undefined, () => describe(found!));
}

/** Where it stands and its first sentence. */
function describe({ line, message }: LabFinding): string {
  const [first = message] = /^.*?[.:](?=\s|$)/s.exec(message) ?? [];
  return `${line === undefined ? 'In the ignore file' : `In line ${line}`}: ${first.replace(/[.:]$/, '')}`;
}
