import type { ComposeFile } from '../compose/composeFile';
import { withoutAlias } from '../compose/composeValues';
import { interpolate, type Variables } from '../compose/interpolation';
import type { Span } from '../dockerfile/syntax';
import { imagePage } from './imageLinks';

/** An image of a compose file and its page. */
export interface ComposePageLink {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

/** A longer list helps nobody. */
const mostLinks = 1_000;

/** Links from the images of services to their pages on Docker Hub. What a service builds itself has none. */
export function composeImageLinks({ services, text }: ComposeFile, variables: Variables): readonly ComposePageLink[] {
  const found = new Map<number, ComposePageLink>();
  for (const { entries } of services.slice(0, mostLinks)) {
    if (entries.some(({ key }) => key === 'build')) continue;
    const value = entries.find(({ key }) => key === 'image')?.value;
    const image = withoutAlias(value);
    // An alias leads to where the image is written.
    if (image?.kind !== 'scalar' || image.isNull || image.style === 'block' || value?.kind === 'alias') continue;
    const { text: name, uses } = interpolate(image.text, variables);
    const page = uses.some((use) => use.value === undefined) ? undefined : imagePage(name);
    const quotes = /["']/.test(text[image.span.start] ?? '') ? 1 : 0;
    if (page) found.set(image.span.start, { span: { start: image.span.start + quotes, end: image.span.end - quotes }, ...page });
  }
  return [...found.values()];
}
