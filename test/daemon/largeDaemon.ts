/**
 * A daemon with 300 images on about 900 layers and 60 containers, made in seconds without a registry: the images are loaded,
 * not built, but for some of both builders. The same seed gives the same images.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../core/random';
import { staticBusybox } from './baseImages';
import { buildImage, createFolder, docker, ownName, removeFolder } from './engine';
import { loadImages, removeImages, type ArchivedImage, type ArchivedRow } from './imageArchive';
import { createLargeContainers, removeLargeContainers, type LargeContainers } from './largeContainers';
import { tarArchive } from './tarArchive';

export interface LargeDaemon extends LargeContainers {
  /** Those that were loaded; builds come on top. */
  readonly images: readonly ArchivedImage[];
  /** Tags of built images. */
  readonly built: readonly string[];
  remove(): Promise<void>;
}

export interface LargeDaemonOptions {
  readonly seed?: number;
  readonly images?: number;
  readonly containers?: number;
  /** How many images each of the two builders makes. */
  readonly builds?: number;
}

/** So many images are base images, on which the others stand. */
const shareOfBases = 0.04;
const started = Date.UTC(2024, 0, 1);
const emptyLayer = tarArchive([]);

/** Fills the daemon of DOCKER_HOST. Everything made carries the name `layerwise-test`. */
export async function fillDaemon({ seed = 1, images = 300, containers = 60, builds = 6 }: LargeDaemonOptions = {}): Promise<LargeDaemon> {
  const planned = planImages(new Random(seed), images);
  await loadImages(planned);  const base = planned[0]!.tags[0]!;
  const built = await buildSome(base, builds);
  const runnable = planned.flatMap(({ tags }) => tags.slice(0, 1));
  const made = await createLargeContainers(new Random(seed + 1), runnable, containers);
  const remove = async (): Promise<void> => {
    await removeLargeContainers(made);
    if (built.length > 0) await docker(['rmi', '--force', ...built]);
    await removeImages(planned);
  };
  return { ...made, images: planned, built, remove };
}

/** Images in families, as a machine collects them: some bases, on each of them applications, versions of which share their beginning. */
export function planImages(random: Random, count: number): readonly ArchivedImage[] {
  const bases = Math.max(1, Math.round(count * shareOfBases));
  const images: ArchivedImage[] = [];
  const busybox = tarArchive([{ name: 'bin/', mode: 0o755 }, { name: 'bin/busybox', content: readFileSync(staticBusybox()), mode: 0o755 }]);
  for (let index = 0; index < count; index += 1) {
    const below = index < bases ? undefined : images[random.below(Math.min(index, random.below(2) === 0 ? bases : index))];
    const beginning = below ?? { layers: [busybox], history: [rowAt(0, 'ADD rootfs.tar.xz / # buildkit', false)] };
    const own = ownSteps(random, index, 1 + random.below(index < bases ? 6 : 5));
    images.push({
      tags: tagsOf(random, index, index < bases),
      layers: [...beginning.layers, ...own.flatMap(({ layer }) => layer ?? [])],
      history: [...(beginning.history ?? []), ...own.map(({ row }) => row)],
      created: timeAt(index),
      config: { Cmd: ['/bin/busybox', 'sleep', '3600'], Labels: { 'layerwise.number': String(index) } },
    });
  }
  return images;
}

interface Step {
  readonly row: ArchivedRow;
  readonly layer: Buffer | undefined;
}

/** Steps with a layer each, some of them without a change, and steps that only describe. */
function ownSteps(random: Random, image: number, count: number): readonly Step[] {
  const steps: Step[] = Array.from({ length: count }, (_, index) => {
    if (random.below(12) === 0) return { row: rowAt(image, `RUN true # buildkit`, false), layer: emptyLayer };
    const content = randomBytes(random, 100 + random.below(random.below(10) === 0 ? 400_000 : 20_000));
    const name = `srv/${image}-${index}`;
    return { row: rowAt(image, `COPY part-${index} /${name} # buildkit`, false), layer: tarArchive([{ name, content }]) };
  });
  return [...steps, { row: rowAt(image, 'ENV MODE=production', true), layer: undefined }, { row: rowAt(image, 'CMD ["/bin/busybox" "sleep" "3600"]', true), layer: undefined }];
}

function randomBytes(random: Random, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at + 4 <= count; at += 4) bytes.writeUInt32LE(random.below(0x100000000), at);
  return bytes;
}

function rowAt(image: number, created_by: string, empty_layer: boolean): ArchivedRow {
  return { created: timeAt(image), created_by, comment: 'buildkit.dockerfile.v0', ...(empty_layer && { empty_layer }) };
}

/** Each image is half a day younger than the one before. */
function timeAt(image: number): string {
  return new Date(started + image * 43_200_000).toISOString();
}

/** One in eight is dangling, one in ten has further tags. */
function tagsOf(random: Random, index: number, isBase: boolean): readonly string[] {
  if (isBase) return [`${ownName}/large-base-${index}:1`];
  if (random.below(8) === 0) return [];
  const tag = `${ownName}/large-${index % 60}:1.${index}`;
  return random.below(10) === 0 ? [tag, `${ownName}/large-${index % 60}:stable-${index}`, `${ownName}/moved-${index}:latest`] : [tag];
}

/** The same Dockerfile by BuildKit and by the legacy builder, in versions that share their first steps. */
async function buildSome(base: string, count: number): Promise<readonly string[]> {
  const folder = createFolder({ Dockerfile: '', first: 'first\n', second: 'second\n' });
  const tags: string[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const text = buildOf(base, index);
      writeFileSync(join(folder, 'Dockerfile'), text);
      const tag = `${ownName}/large-built-${index}:buildkit`;
      const { ok, output } = await buildImage(folder, { tag });
      if (!ok) throw new Error(output);
      const legacy = `${ownName}/large-built-${index}:legacy`;
      const result = await docker(['build', '--quiet', '--tag', legacy, folder], { DOCKER_BUILDKIT: '0' });
      if (result.code !== 0) throw new Error(result.stderr);
      tags.push(tag, legacy);
    }
  } finally {
    removeFolder(folder);
  }
  return tags;
}

/** Of the legacy builder nobody can tell by the history alone whether this RUN or the WORKDIR has a layer. */
export function isUncertain(build: number): boolean {
  return build % 3 === 2;
}

function buildOf(base: string, index: number): string {
  const shell = `RUN ["/bin/busybox", "sh", "-c", "/bin/busybox echo ${index % 3} >three"]`;
  const lines = [`FROM ${base}`, `ENV STAGE=${index % 2}`, 'WORKDIR /app', 'COPY first ./', shell, `COPY second ./${index}`, ...(isUncertain(index) ? ['RUN ["/bin/busybox", "true"]'] : []), `LABEL number=${index}`];
  return `${lines.join('\n')}\n`;
}
