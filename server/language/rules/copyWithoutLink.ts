import { resolvedBase, stageChain } from '../dockerfile/resolvedBases';
import type { CopyInstruction, Dockerfile, Stage } from '../dockerfile/syntax';
import { imageStages } from './imageStages';
import type { Rule, RuleFact } from './rule';

interface CopyWithoutLinkFact extends RuleFact {
  readonly flagAt: number;
}

/** Flags beside which `--link` changes nothing but how the copy is made. A name in `--chown` would be looked up in an empty image. */
const harmless: Readonly<Record<string, RegExp>> = { from: /./, chown: /^\d+(?::\d+)?$/ };

/**
 * COPY of another stage's files onto an image from a registry. With `--link` the copy does not depend on what lies below
 * it, so that a new base image does not make it again. Only builders with the containerd image store do so, and links in
 * the path of the destination are not followed any more: nothing here knows either, so the rule is off until somebody asks.
 */
export const copyWithoutLink: Rule<CopyWithoutLinkFact> = {
  id: 'copy-without-link',
  severity: 'information',
  alsoKnownAs: [],
  isOffByDefault: true,
  check: ({ dockerfile, facts: { build = {} } }) =>
    imageStages(dockerfile, build)
      .filter((stage) => standsOnRegistryImage(dockerfile, stage, build))
      .flatMap(({ instructions }) => instructions.flatMap((instruction) => (instruction.keyword === 'COPY' ? copyFact(instruction) : [])))
      .sort((one, other) => one.span.start - other.span.start),
  message: () =>
    'A new base image makes this copy again. With `--link` its layer depends only on the copied files. BuildKit 0.10 or newer is needed, and a link in the path of the destination is not followed then.',
  fix: ({ flagAt }) => ({ title: 'Add --link', edits: [{ span: { start: flagAt, end: flagAt }, newText: '--link ' }] }),
};

function standsOnRegistryImage(dockerfile: Dockerfile, stage: Stage, build: Parameters<typeof imageStages>[1]): boolean {
  const last = [...stageChain(dockerfile, stage, build)].at(-1)!;
  const { image } = resolvedBase(dockerfile, last, build);
  return image !== undefined && image !== '' && image !== 'scratch';
}

function copyFact({ flags }: CopyInstruction): CopyWithoutLinkFact[] {
  const [first] = flags;
  if (!first || !flags.some(({ name }) => name === 'from')) return [];
  const isPlain = flags.every(({ name, value }) => harmless[name]?.test(value ?? ''));
  return isPlain ? [{ span: first.span, flagAt: first.span.start }] : [];
}
