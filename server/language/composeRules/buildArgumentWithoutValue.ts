import { stageChain } from '../dockerfile/resolvedBases';
import { platformArguments } from '../dockerfile/variables';
import { entriesAt } from '../compose/project/readNodes';
import { builtStage, dockerfileName, type BuiltStage } from './builtStage';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { oncePerPlace, servicesOf } from './ruleServices';

export interface BuildArgumentWithoutValueFact extends ComposeRuleFact {
  readonly name: string;
  /** The word of FROM that needs it. */
  readonly from: string;
  readonly dockerfile: string;
  readonly service: string;
}

/** FROM needs an argument that has no default in the Dockerfile, and `build.args` does not give it: the build stops there. */
export const buildArgumentWithoutValue: ComposeRule<BuildArgumentWithoutValueFact> = {
  id: 'build-argument-without-value',
  severity: 'warning',
  alsoKnownAs: [],
  check(input) {
    const facts = servicesOf(input.project).flatMap((service): BuildArgumentWithoutValueFact[] => {
      const built = builtStage(service, input);
      if (!built) return [];
      const given = new Set(entriesAt(built.node, 'args').map(({ key }) => key));
      const dockerfile = dockerfileName(built);
      return neededNames(built).filter(({ name }) => !given.has(name)).map(({ name, from }) => ({ place: built.pathPlace, name, from, dockerfile, service: service.name }));
    });
    return oncePerPlace(facts, ({ name }) => name);
  },
  message: ({ name, from, dockerfile, service }) =>
    `\`FROM ${from}\` of ${dockerfile} needs \`${name}\`, which has no default there and no value here: \`${service}\` cannot be built. Set it below \`build.args\`, or give the ARG a default.`,
};

/** Global arguments without a default that a FROM on the way to the image uses without one of its own. */
function neededNames({ dockerfile, stage, facts }: BuiltStage): readonly { readonly name: string; readonly from: string }[] {
  const open = new Set<string>();
  for (const instruction of dockerfile.globalInstructions) {
    if (instruction.keyword !== 'ARG') continue;
    for (const { name, value } of instruction.pairs) if (value) open.delete(name.text); else open.add(name.text);
  }
  for (const name of platformArguments) open.delete(name);
  const found = new Map<string, string>();
  for (const { from } of stageChain(dockerfile, stage, facts)) {
    const text = from.image?.text ?? '';
    for (const [, braced, plain] of text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)) {
      const name = braced ?? plain!;
      if (open.has(name) && !found.has(name)) found.set(name, text);
    }
  }
  return [...found].map(([name, from]) => ({ name, from }));
}
