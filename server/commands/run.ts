import { resolvedBases } from '../language/dockerfile/resolvedBases';
import { commandReport, formatCommandReport } from '../language/process/commandReport';
import { effectiveCommand, type RunSettings } from '../language/process/effectiveCommand';
import { readImageConfiguration, type ImageConfiguration } from '../language/process/imageConfiguration';
import { commandOfImage, stageCommand, unknownImageCommand } from '../language/process/stageCommand';
import { readTextFile, TextFileFailure } from '../world/textFile';
import { ImageFinder } from './imageFinder';
import { readComposeTarget, readDockerfileTarget, RunTargetFailure, type RunTarget } from './runTarget';

export interface RunOptions {
  /** Path of the Dockerfile; `Dockerfile` where neither it nor `compose` is given. */
  readonly file?: string;
  /** Stage name or index; the last stage by default. */
  readonly target?: string;
  /** Path of a compose file; `service` is needed then. */
  readonly compose?: string;
  readonly service?: string;
  /** Path of a `docker image inspect` answer by image name. */
  readonly base?: Readonly<Record<string, string>>;
  readonly format: 'text' | 'json';
  /** The words after `--`. */
  readonly arguments?: readonly string[];
  /** As `docker run --entrypoint`. */
  readonly entrypoint?: string;
  /** As `docker run --init`. */
  readonly init?: boolean;
}

export interface RunCommandOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * `layerwise run`: tells what a container of this Dockerfile or compose service runs.
 * @returns the exit code: 0, or 2 with one line on `error`.
 */
export async function runCommand(options: RunOptions, write: RunCommandOutput): Promise<number> {
  try {
    write.out(await report(options));
    return 0;
  } catch (error) {
    if (!(error instanceof TextFileFailure || error instanceof RunTargetFailure)) throw error;
    write.error(`layerwise run: ${error.message}\n`);
    return 2;
  }
}

async function report(options: RunOptions): Promise<string> {
  const finder = new ImageFinder(await readBases(options.base ?? {}));
  const target = await readTarget(options);
  const names = target.kind === 'stage' ? baseNames(target) : [target.image];
  const { lookup, environment, notes } = await finder.find(names);
  const image =
    target.kind === 'stage'
      ? stageCommand(target.dockerfile, target.stage, { ...target.facts, image: lookup, baseEnvironment: environment })
      : imageCommand(target.image, lookup(target.image));
  const run: RunSettings = { arguments: options.arguments, entrypoint: options.entrypoint, init: options.init };
  const command = effectiveCommand({ image, run, compose: target.compose });
  const used = command.complete && command.stopSignal.from !== 'unknown' ? [] : notes;
  const result = commandReport(command, [...target.notes, ...used]);
  return options.format === 'json' ? `${JSON.stringify(result, undefined, 2)}\n` : formatCommandReport(result, command.complete);
}

function imageCommand(name: string, configuration: ImageConfiguration | undefined) {
  return configuration ? commandOfImage(configuration, name) : unknownImageCommand(name);
}

function readTarget(options: RunOptions): Promise<RunTarget> {
  if (options.compose === undefined) return readDockerfileTarget(options.file ?? 'Dockerfile', options.target);
  if (options.service === undefined) throw new RunTargetFailure('--compose needs --service NAME');
  return readComposeTarget(options.compose, options.service);
}

/** Names of all images that the stages are built on; most files have one or two. */
function baseNames({ dockerfile, facts }: RunTarget & { readonly kind: 'stage' }): string[] {
  const names = resolvedBases(dockerfile, facts).flatMap(({ image, stage }) => (image && image !== 'scratch' && !stage ? [image] : []));
  return [...new Set(names)];
}

async function readBases(base: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, ImageConfiguration>> {
  const known = new Map<string, ImageConfiguration>();
  for (const [name, path] of Object.entries(base)) {
    const configuration = readImageConfiguration(parseJson(path, await readTextFile(path)));
    if (!configuration) throw new RunTargetFailure(`${path} is not an answer of docker image inspect`);
    known.set(name, configuration);
  }
  return known;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new RunTargetFailure(`${path} is not JSON`);
  }
}
