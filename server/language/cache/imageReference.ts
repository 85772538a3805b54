/**
 * One spelling for one image: `alpine`, `alpine:latest` and `docker.io/library/alpine` are the same reference.
 * A reference with a digest keeps it; the tag beside it means nothing.
 */
export function normalImageReference(reference: string): string {
  const [name = '', digest] = reference.split('@');
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const tag = colon < 0 ? 'latest' : name.slice(colon + 1);
  const path = (colon < 0 ? name : name.slice(0, colon)).replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
  return digest === undefined ? `${path}:${tag}` : `${path}@${digest}`;
}
