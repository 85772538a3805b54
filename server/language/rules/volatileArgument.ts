import { predict } from '../cache/predict';
import type { StateFacts } from '../cache/stageState';
import { parseDockerfile } from '../dockerfile/parser';
import type { Dockerfile, Instruction, RunInstruction } from '../dockerfile/syntax';
import { shorten } from '../wording';
import { insertionBelow, withCommentsAbove } from './movedSteps';
import { applyEdits, type Rule, type RuleFact, type SpanEdit } from './rule';
import { findVolatileGroups, type VolatileGroup } from './volatileGroup';

export interface VolatileArgumentFact extends RuleFact {
  readonly name: string;
  /** The first step that runs again for nothing. */
  readonly run: RunInstruction;
  readonly edits: readonly SpanEdit[];
}

/**
 * A build argument that is another one in each build, such as a date or a commit, stands above an install that does not use
 * it. Found only where the prediction says that another value runs the install again, and that it does not below it.
 */
export const volatileArgument: Rule<VolatileArgumentFact> = {
  id: 'volatile-argument-early',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {} } }) {
    return findVolatileGroups(dockerfile).flatMap((group): VolatileArgumentFact[] => {
      const again = rerunBy(dockerfile, dockerfile.text, group.name, build);
      const harmed = group.installs.filter((install) => again.has(runsOf(dockerfile).indexOf(install)));
      const [run] = harmed;
      if (!run) return [];
      const edits = movedBelow(dockerfile, group, harmed.at(-1)!);
      return cures(dockerfile, edits, group.name, build, harmed) ? [{ span: group.argument.pairs[0]!.name.span, name: group.name, run, edits }] : [];
    });
  },
  message: ({ name, run }) =>
    `A build with another ${name} runs \`${shorten(run.argumentText.text.replace(/\s+/g, ' '), 40)}\` in line ${run.startLine} again, although it does not use it. Declare ${name} below it.`,
  fix: ({ name, edits }) => ({ title: `Declare ${name} below the steps that do not use it`, edits }),
};

function runsOf({ instructions }: Dockerfile): readonly Instruction[] {
  return instructions.filter(({ keyword }) => keyword === 'RUN');
}

/** Which RUNs of the file, counted from the top, run again for another value of an argument. */
function rerunBy(dockerfile: Dockerfile, text: string, name: string, build: StateFacts): ReadonlySet<number> {
  const { target, platform, baseImages } = build;
  const input = (value: string) => ({
    dockerfile: text,
    context: [],
    buildArguments: { ...build.buildArguments, [name]: value },
    ...(target === undefined ? {} : { target }),
    ...(platform === undefined ? {} : { platform }),
    ...(baseImages ? { baseImages } : {}),
  });
  const { steps } = predict(input('first'), input('second'));
  const again = new Set(steps.flatMap(({ line, outcome }) => (outcome === 'runs' ? [line] : [])));
  const tree = text === dockerfile.text ? dockerfile : parseDockerfile(text);
  return new Set(runsOf(tree).flatMap(({ startLine }, index) => (again.has(startLine) ? [index] : [])));
}

function cures(dockerfile: Dockerfile, edits: readonly SpanEdit[], name: string, build: StateFacts, harmed: readonly RunInstruction[]): boolean {
  const text = applyEdits(dockerfile.text, edits);
  if (parseDockerfile(text).problems.length > dockerfile.problems.length) return false;
  const again = rerunBy(dockerfile, text, name, build);
  return harmed.every((install) => !again.has(runsOf(dockerfile).indexOf(install)));
}

/** Takes the group's lines, with the comments directly above each, below a step. */
function movedBelow(dockerfile: Dockerfile, { argument, followers }: VolatileGroup, run: RunInstruction): SpanEdit[] {
  const taken = [argument, ...followers].filter(({ span }) => span.start < run.span.start).map((instruction) => withCommentsAbove(dockerfile, instruction));
  const lines = taken.map(({ start, end }) => dockerfile.text.slice(start, end));
  return [...taken.map((span) => ({ span, newText: '' })), insertionBelow(dockerfile, run, lines)];
}
