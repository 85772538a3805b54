import { expandText } from '../dockerfile/expansion';
import { parsePlatform, type Platform } from '../dockerfile/platform';
import type { Dockerfile, Span, Stage } from '../dockerfile/syntax';
import { globalEnvironment, type BuildFacts } from '../dockerfile/variables';
import type { Rule, RuleFact } from './rule';

interface BaseImagePlatformFact extends RuleFact {
  readonly image: string;
  readonly wanted: string;
  readonly actual: string;
}

/**
 * The image that FROM names is on this machine for another system or processor than FROM asks for (BuildKit
 * `validateBaseImagePlatform`). Without `--platform` BuildKit takes the image's own platform, so that nothing differs.
 */
export const invalidBaseImagePlatform: Rule<BaseImagePlatformFact> = {
  id: 'invalid-base-image-platform',
  severity: 'warning',
  alsoKnownAs: ['InvalidBaseImagePlatform'],
  skippedForFile: true,
  check({ dockerfile, facts: { build = {}, localImage } }) {
    if (!localImage) return [];
    const names = new Set<string>();
    return dockerfile.stages.flatMap((stage): BaseImagePlatformFact[] => {
      const asked = askedPlatform(dockerfile, stage, build);
      const isStage = asked !== undefined && names.has(asked.image);
      if (stage.name !== undefined) names.add(stage.name);
      if (!asked || isStage || asked.image === 'scratch') return [];
      const local = localImage(asked.image);
      const actual = local === undefined || local === 'missing' || local.platform === undefined ? undefined : parsePlatform(local.platform);
      if (!actual || 'fault' in actual || isSame(asked.platform, actual)) return [];
      return [{ span: asked.span, image: asked.image, wanted: printed(asked.platform), actual: printed(actual) }];
    });
  },
  message: ({ image, wanted, actual }) =>
    `This stage asks for ${wanted}, and the image ${image} on this machine is for ${actual}. Its programs do not start there, or only slowly under emulation. Pull the image for ${wanted}, or change the platform.`,
};

/** Only values that are known: a platform that depends on the builder's own says nothing here. */
function askedPlatform(dockerfile: Dockerfile, { from }: Stage, facts: BuildFacts): { readonly image: string; readonly platform: Platform; readonly span: Span } | undefined {
  const flag = from.flags.findLast(({ name }) => name === 'platform');
  if (!flag?.value || !from.image) return undefined;
  const known = globalEnvironment(dockerfile, facts);
  const image = expandText(from.image.text, known, dockerfile.escape).text;
  const platform = parsePlatform(expandText(flag.value, known, dockerfile.escape).text ?? '');
  // `--platform=linux` leaves the processor to the builder, and `amd64` the system.
  const isWhole = 'os' in platform && (flag.value.includes('/') || flag.value.includes('$'));
  return image && isWhole ? { image, platform, span: flag.span } : undefined;
}

function isSame(one: Platform, other: Platform): boolean {
  return one.os === other.os && one.architecture === other.architecture;
}

function printed({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter((part) => part !== '').join('/');
}
