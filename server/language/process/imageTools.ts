import { parseImageReference } from '../imageReference';

/** Programs that health checks call over the network. */
export type CheckTool = 'curl' | 'wget' | 'nc';

/** What a published image is known not to have. */
export interface MissingTools {
  readonly tools: ReadonlySet<CheckTool>;
  /** True where there is no shell either, so that no shell form works. */
  readonly noShell: boolean;
  /** True where busybox brings a small `wget`. */
  readonly hasBusyboxWget: boolean;
}

const nothing: MissingTools = { tools: new Set(['curl', 'wget', 'nc']), noShell: true, hasBusyboxWget: false };
const debian: MissingTools = { tools: new Set(['curl', 'wget', 'nc']), noShell: false, hasBusyboxWget: false };
const busybox: MissingTools = { tools: new Set(['curl']), noShell: false, hasBusyboxWget: true };

/**
 * By the image's name, for images whose own Dockerfiles say it: Alpine and busybox (busybox applets only), Debian and Ubuntu
 * (none of the three), `node` and `python` in their `alpine` and `slim` variants, which take their download tools away again,
 * and Google's distroless images, which have a shell in their `debug` variants only. Undefined for every other image.
 */
export function missingTools(imageName: string): MissingTools | undefined {
  if (imageName === 'scratch') return nothing;
  const reference = parseImageReference(imageName);
  if (!reference) return undefined;
  const { registry, repository, tag = '' } = reference;
  if (registry === 'gcr.io' && repository.startsWith('distroless/')) return /debug/.test(tag) ? undefined : nothing;
  const official = registry === 'docker.io' && repository.startsWith('library/') ? repository.slice('library/'.length) : undefined;
  const variants = tag.split('-');
  switch (official) {
    case 'alpine':
    case 'busybox':
      return busybox;
    case 'debian':
    case 'ubuntu':
      return debian;
    case 'node':
    case 'python':
      if (variants.some((variant) => /^alpine[\d.]*$/.test(variant))) return busybox;
      return variants.includes('slim') ? debian : undefined;
    default:
      return undefined;
  }
}
