import { parseImageReference } from '../../language/imageReference';
import { readLocalImage, type LocalImage } from '../../language/localImage';
import { readImageConfiguration, type ImageConfiguration } from '../../language/process/imageConfiguration';
import { systemByHistory, type SystemEvidence } from '../../language/process/imageSystem';
import type { DaemonReader } from './connect';
import { decodeHistory } from './decode';

/** What one image on the daemon says about how it is run. */
export interface KnownImage {
  readonly configuration: ImageConfiguration;
  /** ENV in order, `NAME=value`. */
  readonly environment: readonly string[];
  /** Its size, age and what it sets, for reading; undefined where the answer has no size. */
  readonly local: LocalImage | undefined;
}

/**
 * Reads the configurations of images by the names that FROM or a compose file writes. A name that the daemon does not
 * have is missing in the answer: it would be pulled, and nothing is known about it here.
 * One call lists the images, then two for each name that is there.
 * @throws DaemonFailure where the daemon cannot be read.
 */
export async function readImageConfigurations(reader: DaemonReader, names: readonly string[]): Promise<ReadonlyMap<string, KnownImage>> {
  const found = new Map<string, KnownImage>();
  if (names.length === 0) return found;
  const ids = imageIds(await reader.listImages());
  for (const name of new Set(names)) {
    const id = ids.get(normalizedImageName(name) ?? '');
    if (id === undefined) continue;
    const inspected = await reader.inspectImage(id);
    const configuration = readImageConfiguration(inspected);
    if (!configuration) continue;
    const system = await systemOf(reader, id);
    found.set(name, { configuration: { ...configuration, system }, environment: environmentOf(inspected), local: readLocalImage(inspected, Date.now()) });
  }
  return found;
}

async function systemOf(reader: DaemonReader, id: string): Promise<SystemEvidence | undefined> {
  return systemByHistory(decodeHistory(await reader.imageHistory(id)).map(({ createdBy }) => createdBy));
}

/** `node` → `docker.io/library/node:latest`; with a digest the tag does not count. Undefined where it is no image name. */
export function normalizedImageName(name: string): string | undefined {
  const reference = parseImageReference(name);
  if (!reference) return undefined;
  const { registry, repository, tag, digest } = reference;
  return digest ? `${registry}/${repository}@${digest}` : `${registry}/${repository}:${tag ?? 'latest'}`;
}

/** Image ids by normalized name, from `GET /images/json`. */
export function imageIds(answer: unknown): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const entry of Array.isArray(answer) ? (answer as unknown[]) : []) {
    const { Id, RepoTags, RepoDigests } = (entry ?? {}) as Record<string, unknown>;
    if (typeof Id !== 'string') continue;
    for (const name of [...strings(RepoTags), ...strings(RepoDigests)]) {
      const normalized = normalizedImageName(name);
      if (normalized !== undefined) ids.set(normalized, Id);
    }
  }
  return ids;
}

function environmentOf(inspected: unknown): readonly string[] {
  const config = ((inspected ?? {}) as Record<string, unknown>)['Config'];
  return strings(((config ?? {}) as Record<string, unknown>)['Env']);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
