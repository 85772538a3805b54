/** What the local daemon says about an image that is on this machine. Texts are the daemon's own. */
export interface LocalImage {
  /** Bytes, as `docker image inspect` gives them. */
  readonly size: number;
  /** When it was made: the date, and how many whole days ago that was; undefined where the image does not say. */
  readonly made: { readonly date: string; readonly daysAgo: number } | undefined;
  readonly layers: number;
  /** `os/architecture[/variant]`. */
  readonly platform: string | undefined;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly user: string;
  readonly workingDirectory: string;
  /** As `80/tcp`. */
  readonly ports: readonly string[];
}

/** `missing`: a daemon answers and does not have the image. Undefined: no daemon was asked, or none answered. */
export type LocalImageLookup = (name: string) => LocalImage | 'missing' | undefined;

/**
 * Reads an answer of `GET /images/{id}/json`; undefined where it has no size, so is none. Parts of another type count as not set.
 * @param now milliseconds since 1970, for the age
 */
export function readLocalImage(inspected: unknown, now: number): LocalImage | undefined {
  const image = recordOf(Array.isArray(inspected) ? (inspected as unknown[])[0] : inspected);
  if (typeof image['Size'] !== 'number') return undefined;
  const config = recordOf(image['Config']);
  const layers = recordOf(image['RootFS'])['Layers'];
  const platform = [image['Os'], image['Architecture'], image['Variant']].map(textOf).filter((part) => part !== '');
  return {
    size: image['Size'],
    made: madeAt(textOf(image['Created']), now),
    layers: Array.isArray(layers) ? layers.length : 0,
    platform: platform.length > 1 ? platform.join('/') : undefined,
    entrypoint: textsOf(config['Entrypoint']),
    cmd: textsOf(config['Cmd']),
    user: textOf(config['User']),
    workingDirectory: textOf(config['WorkingDir']),
    ports: Object.keys(recordOf(config['ExposedPorts'])),
  };
}

/** Reproducible builds leave the date at the start of time. */
function madeAt(created: string, now: number): LocalImage['made'] {
  const time = Date.parse(created);
  if (!(time > 0)) return undefined;
  return { date: created.slice(0, 10), daysAgo: Math.max(0, Math.floor((now - time) / 86_400_000)) };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
