import { platformArguments } from '../dockerfile/variables';
import type { Dockerfile } from '../dockerfile/syntax';
import { entriesAt } from '../compose/project/readNodes';
import { similarName } from '../rules/similarName';
import type { Fix } from '../rules/rule';
import { buildSource, dockerfileName, dockerfileOf } from './builtStage';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { oncePerPlace, placeInside, servicesOf } from './ruleServices';

export interface UndeclaredBuildArgumentFact extends ComposeRuleFact {
  readonly name: string;
  readonly dockerfile: string;
  /** The declared name that it may be a slip of. */
  readonly similar: string | undefined;
  readonly fix: Fix | undefined;
}

/** BuildKit takes these without ARG (dockerfile2llb `defaultArgs`, proxies; docs "Predefined ARGs" and "BuildKit built-in build args"). */
const predefined = new Set<string>([
  ...platformArguments,
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  'SOURCE_DATE_EPOCH',
]);

/** `build.args` gives a value that no ARG of the Dockerfile takes: the build goes on without it. */
export const undeclaredBuildArgument: ComposeRule<UndeclaredBuildArgumentFact> = {
  id: 'undeclared-build-argument',
  severity: 'warning',
  alsoKnownAs: [],
  check(input) {
    const facts = servicesOf(input.project).flatMap((service): UndeclaredBuildArgumentFact[] => {
      const source = buildSource(service, input);
      const given = source ? entriesAt(source.node, 'args') : [];
      const dockerfile = source && given.length > 0 ? dockerfileOf(source, input) : undefined;
      const declared = dockerfile && declaredArguments(dockerfile);
      if (!source || !declared) return [];
      const shown = dockerfileName(source);
      const unused = [...declared].filter((name) => !given.some(({ key }) => key === name));
      return given.flatMap(({ key, keyPlace }): UndeclaredBuildArgumentFact[] => {
        if (declared.has(key) || predefined.has(key) || /^BUILDKIT_|^BUILDX_/.test(key)) return [];
        const similar = similarName(key, unused);
        const place = placeInside(input.project, keyPlace, key) ?? keyPlace;
        const isName = place.span.end - place.span.start === key.length;
        const fix = similar !== undefined && isName ? { title: `Write ${similar}`, edits: [{ span: place.span, newText: similar }] } : undefined;
        return [{ place, name: key, dockerfile: shown, similar, fix }];
      });
    });
    return oncePerPlace(facts);
  },
  message: ({ name, dockerfile, similar }) =>
    similar === undefined
      ? `No \`ARG ${name}\` stands in ${dockerfile}: the build does not see this value. Declare it there, or remove it here.`
      : `No \`ARG ${name}\` stands in ${dockerfile}, but \`ARG ${similar}\` does: the build does not see this value.`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

/** Undefined where triggers of a base image may declare more. */
function declaredArguments({ instructions, stages }: Dockerfile): ReadonlySet<string> | undefined {
  if (stages.length === 0 || stages.some(({ from }) => /onbuild/i.test(from.image?.text ?? ''))) return undefined;
  const declared = new Set<string>();
  for (const each of instructions) {
    const instruction = each.keyword === 'ONBUILD' ? each.trigger : each;
    if (instruction?.keyword === 'ARG') for (const { name } of instruction.pairs) declared.add(name.text);
  }
  return declared;
}
