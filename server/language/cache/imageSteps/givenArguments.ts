import type { Dockerfile } from '../../dockerfile/syntax';
import type { ExpectedStep } from './expectedSteps';
import { openValue } from './openText';
import type { Builder, RowText } from './rowText';

/** Values by the name of the build argument. */
export type GivenArguments = Readonly<Record<string, string>>;

/** Every name that the file declares with ARG, with its value left open. */
export function openArguments({ instructions }: Dockerfile): GivenArguments {
  const names = instructions.flatMap((instruction) => (instruction.keyword === 'ARG' ? instruction.pairs.map(({ name }) => name.text) : []));
  return Object.fromEntries(names.map((name) => [name, openValue]));
}

/**
 * The values that the build was given, as the rows of its RUN tell them: `|2 A=1 B=x y /bin/sh -c …`. A row of ARG has only
 * the default. A name that ENV sets too, or that has two values, is left out: the rows do not tell which is the argument's.
 */
export function givenArguments(steps: readonly ExpectedStep[], rows: readonly RowText[], builder: Builder): GivenArguments {
  const values = new Map<string, Set<string>>();
  const ofEnvironment = new Set(steps.flatMap(({ instruction }) => (instruction.keyword === 'ENV' ? instruction.pairs.map(({ name }) => name.text) : [])));
  let stage: number | undefined;
  let declared: string[] = [];
  steps.forEach((step, index) => {
    const { instruction, expected } = step;
    // An ARG is declared for its own stage only.
    if (step.stage !== stage) [stage, declared] = [step.stage, []];
    if (instruction.keyword === 'ARG') declared.push(...instruction.pairs.map(({ name }) => name.text).filter((name) => !declared.includes(name)));
    if (expected.command === undefined) return;
    const written = rows[index]!.argument.slice(0, -expected.command.length - 1);
    for (const [name, value] of readPairs(written, builder === 'legacy' ? [...declared].sort() : declared)) {
      if (!ofEnvironment.has(name)) values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  });
  return Object.fromEntries([...values].flatMap(([name, found]) => (found.size === 1 ? [[name, [...found][0]!]] : [])));
}

/**
 * Takes `|2 A=1 B=x y` apart. Values may hold blanks, so the next name that stands in front of a `=` ends one.
 * @param names in the order in which the builder writes them; the legacy builder leaves out those without a value
 */
function readPairs(text: string, names: readonly string[]): readonly (readonly [string, string])[] {
  const [head = '', count = ''] = /^\|(\d+) /.exec(text) ?? [];
  const pairs: [string, string][] = [];
  let rest = text.slice(head.length);
  names.forEach((name, index) => {
    if (!rest.startsWith(`${name}=`)) return;
    const ends = names.slice(index + 1).map((next) => rest.indexOf(` ${next}=`)).filter((end) => end >= 0);
    const end = Math.min(rest.length, ...ends);
    pairs.push([name, rest.slice(name.length + 1, end)]);
    rest = rest.slice(end + 1);
  });
  return pairs.length === Number(count) && rest === '' ? pairs : [];
}
