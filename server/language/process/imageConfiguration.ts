import type { SystemEvidence } from './imageSystem';

/** What an image says about how it is run: the parts of its configuration that decide the command. Empty lists are "not set". */
export interface ImageConfiguration {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly shell: readonly string[];
  readonly stopSignal: string | undefined;
  /** `linux` or `windows`; undefined where the facts do not tell. */
  readonly os: string | undefined;
  /** What the image is built on, where its history or labels tell. */
  readonly system?: SystemEvidence;
  /** ONBUILD triggers as Dockerfile lines. */
  readonly onBuild: readonly string[];
}

/** Gives an image's configuration by the name that FROM or a compose file writes, or undefined where nobody knows it. */
export type ImageLookup = (reference: string) => ImageConfiguration | undefined;

/** `FROM scratch`: nothing is set. BuildKit gives it the target platform's system, Linux unless told otherwise. */
export const scratchConfiguration: ImageConfiguration = {
  entrypoint: [],
  cmd: [],
  shell: [],
  stopSignal: undefined,
  os: undefined,
  onBuild: [],
};

/**
 * Reads `docker image inspect IMAGE` (a list with one object), the Engine API's answer (the object), or its `Config` alone.
 * Anything else gives undefined; a part of another type counts as not set.
 */
export function readImageConfiguration(inspected: unknown): ImageConfiguration | undefined {
  const image: unknown = Array.isArray(inspected) ? inspected[0] : inspected;
  if (!isRecord(image)) return undefined;
  const config = isRecord(image['Config']) ? image['Config'] : image;
  if (!configurationKeys.some((key) => key in config)) return undefined;
  return {
    entrypoint: strings(config['Entrypoint']),
    cmd: strings(config['Cmd']),
    shell: strings(config['Shell']),
    stopSignal: text(config['StopSignal']),
    os: text(image['Os']),
    onBuild: strings(config['OnBuild']),
  };
}

/** An inspect answer always has some of these, even where the command is not set. */
const configurationKeys = ['Entrypoint', 'Cmd', 'Shell', 'Env', 'WorkingDir', 'OnBuild', 'StopSignal', 'Labels', 'Image'];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word): word is string => typeof word === 'string') : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
