import { currentEngine } from '../cache/buildInput';
import { planBuild } from '../cache/buildPlan';
import type { IgnoreProblem } from '../context/dockerignore';
import { reachedProblems } from '../context/reachedProblems';
import { usesContext } from '../context/usesContext';
import type { Rule, RuleFact, RuleInput } from './rule';

export interface MalformedIgnoreFileFact extends RuleFact {
  readonly problem: IgnoreProblem;
}

/**
 * A line of the ignore file that the docker client cannot read as a pattern (moby/patternmatcher `New`): no file is sent
 * then, and the build fails at the first step that needs one. It stands in the ignore file, not in the Dockerfile.
 */
export const malformedIgnoreFile: Rule<MalformedIgnoreFileFact> = {
  id: 'malformed-ignore-file',
  severity: 'error',
  alsoKnownAs: [],
  check(input) {
    const { context } = input.facts;
    if (!context || context.files.ignore.problems.length === 0 || !needsContext(input)) return [];
    return reachedProblems(context.files.ignore, context.files.whole).map((problem) => ({ span: problem.span, inIgnoreFile: true, problem }));
  },
  message: ({ problem: { message } }) => `${message} Mend the line or remove it.`,
};

/** A build that needs no file of the context never asks for its ignore file. */
function needsContext({ dockerfile, facts: { build = {} } }: RuleInput): boolean {
  if (!usesContext(dockerfile)) return false;
  const { buildArguments, target } = build;
  const input = { dockerfile: dockerfile.text, context: [], ...(buildArguments && { buildArguments }), ...(target !== undefined && { target }) };
  const { stages, needed } = planBuild(input, currentEngine);
  const steps = stages.flatMap((stage) => (needed.has(stage.index) ? stage.steps : []));
  return steps.some(({ definition }) => definition?.inputs.some(({ kind }) => kind === 'context'));
}
