import { scalarText } from '../compose/project/nodeEdits';
import { joinWords } from '../wording';
import { similarName } from '../rules/similarName';
import type { Fix } from '../rules/rule';
import { buildSource, dockerfileName, dockerfileOf } from './builtStage';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { oncePerPlace, placeInside, servicesOf } from './ruleServices';

export interface UnknownBuildTargetFact extends ComposeRuleFact {
  readonly target: string;
  readonly dockerfile: string;
  readonly stages: readonly string[];
  readonly fix: Fix | undefined;
}

/** `build.target` names a stage that the Dockerfile does not have: BuildKit rejects the build. */
export const unknownBuildTarget: ComposeRule<UnknownBuildTargetFact> = {
  id: 'unknown-build-target',
  severity: 'warning',
  alsoKnownAs: [],
  check(input) {
    const facts = servicesOf(input.project).flatMap((service): UnknownBuildTargetFact[] => {
      const source = buildSource(service, input);
      const target = source?.target && scalarText(source.target);
      const dockerfile = source && target ? dockerfileOf(source, input) : undefined;
      if (!source?.target || !target || !dockerfile || dockerfile.stages.some(({ name }) => name === target.toLowerCase())) return [];
      const stages = dockerfile.stages.flatMap(({ name }) => name ?? []);
      const similar = similarName(target, stages) ?? (stages.length === 1 ? stages[0] : undefined);
      const place = source.target.place;
      const at = placeInside(input.project, place, target);
      const fix = similar !== undefined && at ? { title: `Build the stage ${similar}`, edits: [{ span: at.span, newText: similar }] } : undefined;
      const shown = dockerfileName(source);
      return [{ place, target, dockerfile: shown, stages, fix }];
    });
    return oncePerPlace(facts);
  },
  message({ target, dockerfile, stages }) {
    const known = stages.length === 0 ? 'It names no stage with `AS`.' : `It has ${joinWords(stages.map((stage) => `\`${stage}\``), 6)}.`;
    return `${dockerfile} has no stage \`${target}\`, so the build is rejected. ${known}`;
  },
  fixes: ({ fix }) => (fix ? [fix] : []),
};
