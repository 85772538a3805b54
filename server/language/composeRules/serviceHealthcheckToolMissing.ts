import type { ComposeRule, ComposeRuleFact, ComposeRuleInput } from './composeRule';
import { scalarText } from '../compose/project/nodeEdits';
import type { Place } from '../compose/project/composeNode';
import { itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { stageChain } from '../dockerfile/resolvedBases';
import { insteadOfTool, toolOfShellText, toolOfWords } from '../process/calledTool';
import { missingTools, type CheckTool, type MissingTools } from '../process/imageTools';
import { isProgramFolder, mayBring } from '../process/installedTools';
import { builtStage, type BuiltStage } from './builtStage';
import { hasHealthcheck, oncePerPlace, pulledImage, servicesOf, type RuleService } from './ruleServices';

export interface ServiceHealthcheckToolMissingFact extends ComposeRuleFact {
  readonly image: string;
  readonly needs: CheckTool | 'sh';
  /** True where a Dockerfile builds on that image. */
  readonly isBuilt: boolean;
  readonly advice: string;
}

/** The health check of a service calls a program that its image is known not to have, and that no line of its Dockerfile brings. */
export const serviceHealthcheckToolMissing: ComposeRule<ServiceHealthcheckToolMissingFact> = {
  id: 'service-healthcheck-tool-missing',
  severity: 'warning',
  alsoKnownAs: [],
  check: (input) => oncePerPlace(servicesOf(input.project).filter(hasHealthcheck).flatMap((service) => missingCheckTool(service, input) ?? [])),
  message({ image, needs, isBuilt, advice }) {
    const shown = image === 'scratch' ? 'An image from scratch' : image;
    const line = isBuilt ? ', and no line of the Dockerfile brings one' : '';
    if (needs === 'sh') return `${shown} has no shell${line}, so this check fails each time and the container becomes unhealthy. Write a list that starts with \`CMD\` and a program of the image.`;
    return `${shown} has no ${needs}${line}, so this check fails each time and the container becomes unhealthy. ${advice}`;
  },
};

/** The program that the check of a service calls and its image is known not to have. */
export function missingCheckTool(service: RuleService, input: ComposeRuleInput): ServiceHealthcheckToolMissingFact | undefined {
  const pulled = pulledImage(service);
  const built = pulled === undefined ? builtStage(service, input) : undefined;
  const image = pulled ?? built?.baseImage;
  const missing = image === undefined ? undefined : missingTools(image);
  const needs = missing && neededTool(service, missing);
  if (image === undefined || !missing || !needs || (built && mayHave(built, needs))) return undefined;
  return { place: placeOf(service), image, needs, isBuilt: built !== undefined, advice: insteadOfTool(needs, missing) };
}

function placeOf({ node, namePlace }: RuleService): Place {
  return nodeAt(node, 'healthcheck', 'test')?.place ?? namePlace;
}

function neededTool({ node }: RuleService, missing: MissingTools): CheckTool | 'sh' | undefined {
  const items = itemsAt(node, 'healthcheck', 'test');
  // Another command may install the tool before it starts.
  if (items.some((item) => item.kind !== 'scalar' || item.isUncertain) || mayInstall(node)) return undefined;
  const [form, ...words] = items.map((item) => (item.kind === 'scalar' ? scalarText(item) : ''));
  if (form === 'CMD') return toolOfWords(words, missing);
  return form === 'CMD-SHELL' ? toolOfShellText(words[0] ?? '', missing) : undefined;
}

function mayInstall(node: RuleService['node']): boolean {
  return ['command', 'entrypoint'].some((key) => {
    const text = scalarAt(node, key) ? [nodeAt(node, key)!] : itemsAt(node, key);
    return text.some((item) => item.kind !== 'scalar' || item.isUncertain || /\b(?:apk|apt|apt-get|install|sh)\b/.test(scalarText(item)));
  });
}

/** True unless every instruction of the stages is understood and brings nothing. */
function mayHave({ dockerfile, stage, facts }: BuiltStage, needs: CheckTool | 'sh'): boolean {
  const chain = [...stageChain(dockerfile, stage, facts)];
  const all = chain.flatMap(({ instructions }) => instructions);
  const folders = all.flatMap((each) => (each.keyword === 'WORKDIR' ? (each.value?.text ?? '') : []));
  const relativeIsSafe = folders.length > 0 && !folders.some(isProgramFolder);
  return all.some((each) => each.keyword === 'SHELL' || each.keyword === 'UNKNOWN' || each.keyword === 'ONBUILD' || mayBring(each, needs, relativeIsSafe));
}
