import assert from 'node:assert/strict';
import { busyboxImage } from '../baseImages';
import { buildImage, createFolder, removeFolder, writeFiles, type BuildOptions, type BuildResult } from '../engine';

/** A build context that a test edits between builds; every Dockerfile in it begins with the busybox image. */
export interface SmallBuild {
  /** Writes files into the context. */
  write(files: Readonly<Record<string, string>>): void;
  /** The context's folder. */
  readonly folder: string;
  /** Builds what stands below `FROM`. Throws with the build's output when it fails. */
  build(instructions: string, options?: BuildOptions): Promise<BuildResult & { readonly image: string }>;
  remove(): void;
}

export function smallBuild(files: Readonly<Record<string, string>> = {}): SmallBuild {
  const folder = createFolder(files);
  return {
    folder,
    write: (more) => writeFiles(folder, more),
    build: async (instructions, options) => {
      writeFiles(folder, { Dockerfile: `FROM ${busyboxImage}\n${instructions}\n` });
      const result = await buildImage(folder, options);
      assert.ok(result.ok && result.image, result.output);
      return { ...result, image: result.image };
    },
    remove: () => removeFolder(folder),
  };
}

/** The instructions of the steps that were executed, not taken from the cache. */
export function ran({ steps }: BuildResult): readonly string[] {
  return steps.filter((step) => step.ran && !step.cached && !step.instruction.startsWith('FROM')).map(({ instruction }) => instruction);
}
