import type { ComposeEntry, ComposeFile, ComposeValue } from '../compose/composeFile';
import { asList, asText, mappingEntries, valueOf, withoutAlias } from '../compose/composeValues';
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

const imageScheme = 'docker-image://';

/**
 * Links from images to their pages on Docker Hub: those that services run, that a build takes in, and whose files are mounted.
 * What a service builds itself has no page.
 */
export function composeImageLinks({ services, text }: ComposeFile, variables: Variables): readonly ComposePageLink[] {
  const found = new Map<number, ComposePageLink>();
  for (const { value, isNamed } of services.slice(0, mostLinks).flatMap(({ entries }) => imagesOf(entries))) {
    const image = withoutAlias(value);
    // An alias leads to where the image is written.
    if (image?.kind !== 'scalar' || image.isNull || image.style === 'block' || value.kind === 'alias') continue;
    const quotes = /["']/.test(text[image.span.start] ?? '') ? 1 : 0;
    const written = { start: image.span.start + quotes, end: image.span.end - quotes };
    const scheme = isNamed ? -1 : image.text.indexOf(imageScheme);
    if (!isNamed && scheme < 0) continue;
    const lead = isNamed ? 0 : scheme + imageScheme.length;
    if (text.slice(written.start, written.start + lead) !== image.text.slice(0, lead)) continue;
    const { text: name, uses } = interpolate(image.text.slice(lead), variables);
    const page = uses.some((use) => use.value === undefined) ? undefined : imagePage(name);
    if (page) found.set(written.start, { span: { start: written.start + lead, end: written.end }, ...page });
  }
  return [...found.values()];
}

interface WrittenImage {
  readonly value: ComposeValue;
  /** False where it is one only behind `docker-image://`. */
  readonly isNamed: boolean;
}

function imagesOf(entries: readonly ComposeEntry[]): readonly WrittenImage[] {
  const valueAt = (key: string): ComposeValue | undefined => entries.find((entry) => entry.key === key)?.value;
  const build = valueAt('build');
  const image = build ? undefined : valueAt('image');
  const contexts = valueOf(build, 'additional_contexts');
  const mounted = (asList(valueAt('volumes')) ?? []).flatMap((mount) => (asText(valueOf(mount, 'type'))?.text === 'image' ? (valueOf(mount, 'source') ?? []) : []));
  return [
    ...[...(image ? [image] : []), ...mounted].map((value) => ({ value, isNamed: true })),
    ...(asList(contexts) ?? mappingEntries(contexts).map(({ value }) => value)).map((value) => ({ value, isNamed: false })),
  ];
}
