import type { ComposeValue } from './composeFile';
import { asMapping, asText, valueOf } from './composeValues';

/** One entry of a service's `volumes`, taken apart. */
export interface VolumeMount {
  /** `bind`: a folder or file of the host. `volume`: kept by Docker, anonymous without a source. */
  readonly type: string;
  /** Host path or volume name; undefined for an anonymous volume and for tmpfs. */
  readonly source: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
  /** True for the short syntax, which makes a missing host path as a folder. Undefined where versions of Compose differ. */
  readonly createsHostPath: boolean | undefined;
  /** False with `nocopy`: an empty volume is then not filled from the image. */
  readonly copiesImageData: boolean;
}

/**
 * Takes `[SOURCE:]TARGET[:OPTIONS]` apart, the text after interpolation; undefined where Compose rejects it.
 * A source is a host path where it starts with `.`, `/`, `~`, `\\` or a Windows drive; otherwise a volume's name.
 * Source: compose-spec 05-services.md "volumes"; checked against `docker compose config` 2.26.1.
 */
export function parseVolumeMount(text: string): VolumeMount | undefined {
  const parts = sections(text);
  if (parts.some((part) => part === '') || parts.length > 3) return undefined;
  const source = parts.length > 1 ? parts[0] : undefined;
  const target = parts.length > 1 ? parts[1]! : parts[0]!;
  const options = mountOptions(text);
  const type = source !== undefined && isHostPath(source) ? 'bind' : 'volume';
  const readOnly = options.lastIndexOf('ro') > options.lastIndexOf('rw');
  return { type, source, target, readOnly, createsHostPath: type === 'bind' ? true : undefined, copiesImageData: !options.includes('nocopy') };
}

/** The options behind the second colon, as written; none where there is none. */
export function mountOptions(text: string): readonly string[] {
  return sections(text)[2]?.split(',') ?? [];
}

/** The long syntax: `type`, `source`, `target`, `read_only`, `bind`, `volume`. */
export function readLongVolume(value: ComposeValue, fillIn: (text: string) => string): VolumeMount | undefined {
  if (!asMapping(value)) return undefined;
  const text = (key: string, parent: ComposeValue | undefined = value): string | undefined => {
    const found = asText(valueOf(parent, key))?.text;
    return found === undefined ? undefined : fillIn(found);
  };
  return longVolumeMount((keys) => text(keys.at(-1)!, keys.length > 1 ? valueOf(value, keys[0]!) : value));
}

/** The long syntax by the text at each path of keys; undefined without `type` or `target`. */
export function longVolumeMount(text: (keys: readonly string[]) => string | undefined): VolumeMount | undefined {
  const type = text(['type']);
  const target = text(['target']);
  if (type === undefined || target === undefined) return undefined;
  return {
    type,
    source: text(['source']),
    target,
    readOnly: text(['read_only']) === 'true',
    createsHostPath: flag(text(['bind', 'create_host_path'])),
    copiesImageData: text(['volume', 'nocopy']) !== 'true',
  };
}

function flag(text: string | undefined): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function isHostPath(source: string): boolean {
  return /^(?:[./~]|\\\\|[A-Za-z]:)/.test(source);
}

function sections(text: string): readonly string[] {
  // Compose looks for no colon in one or two bytes.
  return text !== '' && new TextEncoder().encode(text).length <= 2 ? [text] : splitAtColons(text);
}

/** A colon behind a single letter, of any script, at the start of a part is a Windows drive. */
function splitAtColons(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (character === ':' && !/^\p{L}$/u.test(part)) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}
