/** An image name taken apart (distribution reference grammar). */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** Path inside the registry; `library/` is added for official images as Docker does. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const domainPattern = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?$/;
const pathPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const remainderPattern = /^([^:@]*)(?::(\w[\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$/;

/** Hexadecimal digits of the digests that Docker knows (opencontainers/go-digest). */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Takes `registry/path:tag@digest` apart, or gives undefined where it is no valid reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  const read = readImageReference(text);
  return 'fault' in read ? undefined : read;
}

/**
 * The same with Docker's words where it is none (distribution/reference `ParseNormalizedNamed`). The first part is a
 * registry only with a `.` or `:` in it, in capitals, or as `localhost` (`splitDockerDomain`).
 */
export function readImageReference(text: string): ImageReference | { readonly fault: string } {
  if (/^[a-f0-9]{64}$/.test(text)) return { fault: `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings` };
  const { domain, rest } = splitDomain(text);
  const name = rest.split(':', 1)[0]!;
  const registry = domain === undefined || domain === 'index.docker.io' ? 'docker.io' : domain;
  const repository = registry === 'docker.io' && !name.includes('/') ? `library/${name}` : name;
  if (name !== name.toLowerCase()) return { fault: `invalid reference format: repository name (${repository}) must be lowercase` };
  const [, path = '', tag, digest] = remainderPattern.exec(rest) ?? [];
  // A registry that is no host name may still be the first part of a path.
  const isDomainRight = domain === undefined || domainPattern.test(domain) || pathPattern.test(`${domain}/${path}`);
  if (!pathPattern.test(path) || !isDomainRight) return { fault: 'invalid reference format' };
  const official = path.includes('/') || registry !== 'docker.io' ? path : `library/${path}`;
  if (`${registry}/${official}`.length > 255) return { fault: 'repository name must not be more than 255 characters' };
  const fault = digest === undefined ? undefined : digestFault(digest);
  return fault === undefined ? { registry, repository: official, tag, digest } : { fault };
}

function splitDomain(text: string): { readonly domain: string | undefined; readonly rest: string } {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const isDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  return isDomain ? { domain: first, rest: text.slice(slash + 1) } : { domain: undefined, rest: text };
}

/** What is wrong with `algorithm:hexadecimal`, in Docker's words (opencontainers/go-digest `Validate`). */
export function digestFault(digest: string): string | undefined {
  const colon = digest.indexOf(':');
  const [algorithm, encoded] = [digest.slice(0, Math.max(colon, 0)), digest.slice(colon + 1)];
  if (colon <= 0 || encoded === '' || !/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/.test(digest)) return 'invalid checksum digest format';
  const length = Object.hasOwn(digestLengths, algorithm) ? digestLengths[algorithm] : undefined;
  if (length === undefined) return 'unsupported digest algorithm';
  if (encoded.length !== length) return 'invalid checksum digest length';
  return /^[a-f0-9]+$/.test(encoded) ? undefined : 'invalid checksum digest format';
}
