import { resolvedBases } from '../dockerfile/resolvedBases';
import type { Dockerfile } from '../dockerfile/syntax';
import type { BuildInput, NamedContext } from './buildInput';
import { normalImageReference } from './imageReference';

/**
 * The named context that stands in for an image: its name is compared as an image's is, so that `alpine`, `alpine:latest`
 * and `docker.io/library/alpine` are one (BuildKit `namedcontext.go`).
 */
export function namedContext({ namedContexts }: BuildInput, reference: string): NamedContext | undefined {
  if (!namedContexts || reference === 'scratch') return undefined;
  const wanted = normalImageReference(reference);
  const name = Object.keys(namedContexts).find((each) => normalImageReference(each) === wanted);
  return name === undefined ? undefined : namedContexts[name];
}

/** Why there is no prediction: a named context takes a place where nobody here knows what BuildKit keys of it. */
export function unpredictedContext(dockerfile: Dockerfile, input: BuildInput): string | undefined {
  if (!input.namedContexts) return undefined;
  const bases = resolvedBases(dockerfile, input);
  for (const stage of dockerfile.stages) {
    if (stage.name !== undefined && namedContext(input, stage.name)) return `A named context stands in for the stage ${stage.name}; that is not predicted.`;
    const base = bases[stage.index]!.image;
    if (base !== undefined && namedContext(input, base)?.kind === 'folder') return `The base ${base} is a folder, given as a named context; that is not predicted.`;
  }
  return undefined;
}
