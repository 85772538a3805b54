/** An image name taken apart (distribution reference grammar). */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** Path inside the registry; `library/` is added for official images as Docker does. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/**
 * Takes `registry/path:tag@digest` apart, or gives undefined where it is no valid reference.
 * The first part is a registry only with a `.` or `:` in it, in capitals, or as `localhost` (distribution/reference `splitDockerDomain`).
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const match = /^([^@]+?)(?::([\w][\w.-]{0,127}))?(?:@([A-Za-z][\w+.-]*:[0-9a-fA-F]{32,}))?$/.exec(text);
  if (!match) return undefined;
  const slash = match[1]!.indexOf('/');
  const first = slash < 0 ? '' : match[1]!.slice(0, slash);
  const hasRegistry = slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const path = hasRegistry ? match[1]!.slice(slash + 1) : match[1]!;
  if (!/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/.test(path)) return undefined;
  const registry = hasRegistry ? first : 'docker.io';
  const isOfficial = !hasRegistry && !path.includes('/');
  return { registry, repository: isOfficial ? `library/${path}` : path, tag: match[2], digest: match[3] };
}
