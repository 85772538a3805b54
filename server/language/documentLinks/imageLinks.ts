import { resolvedBases } from '../dockerfile/resolvedBases';
import { stageReferences } from '../dockerfile/stageReferences';
import { isStageNumber, lastStagesByName } from '../dockerfile/stages';
import type { Dockerfile, Span } from '../dockerfile/syntax';
import { parseImageReference } from '../imageReference';

/** A place of the file that leads to a page. */
export interface PageLink {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
  /** True for the image of a FROM. */
  readonly isBase: boolean;
}

/** Links from the images of FROM, COPY --from and mounts to their pages on Docker Hub; other registries have no common page. */
export function imageLinks(dockerfile: Dockerfile): PageLink[] {
  const bases = resolvedBases(dockerfile);
  const byName = lastStagesByName(dockerfile.stages);
  return dockerfile.stages.flatMap(({ from, index, instructions }) => {
    const base = from.image && !bases[index]!.stage ? linkOf(dockerfile, from.image.text, from.image.span, true) : [];
    const sources = instructions
      .flatMap(stageReferences)
      .filter(({ written }) => !isStageNumber(written) && !byName.has(written.toLowerCase()));
    return [...base, ...sources.flatMap(({ written, span }) => linkOf(dockerfile, written, span, false))];
  });
}

function linkOf({ text }: Dockerfile, written: string, span: Span, isBase: boolean): PageLink[] {
  if (written === 'scratch' || text.slice(span.start, span.end) !== written) return [];
  const page = imagePage(written);
  return page ? [{ span, ...page, isBase }] : [];
}

/** The page of an image on Docker Hub; other registries have no common one. */
export function imagePage(written: string): Pick<PageLink, 'target' | 'tooltip'> | undefined {
  const image = written.length > 500 ? undefined : parseImageReference(written);
  if (image?.registry !== 'docker.io') return undefined;
  const official = /^library\/([^/]+)$/.exec(image.repository)?.[1];
  if (!official && image.repository.split('/').length !== 2) return undefined;
  const target = official ? `https://hub.docker.com/_/${official}` : `https://hub.docker.com/r/${image.repository}`;
  return { target, tooltip: `${official ?? image.repository} on Docker Hub` };
}
