import { resolve } from 'node:path';
import type { ServiceBuild } from '../language/compose/serviceBuilds';
import { joinWords } from '../language/wording';
import { readComposeFile } from '../world/composeBuilds';
import { readFailureReason, TextFileFailure } from '../world/textFile';
import { CommandError } from './output';

/** What a service of a compose file builds with, in the words of `layerwise cache`. */
export interface ComposedBuild extends Pick<ServiceBuild, 'target' | 'buildArguments' | 'namedContexts'> {
  readonly context: string;
  readonly file: string;
}

/**
 * The build of one service; of the only one that is built where none is named.
 * @throws CommandError where the file cannot be read, or where it is not clear which build is meant.
 */
export async function composeBuild(path: string, { service, context }: { readonly service?: string | undefined; readonly context?: string | undefined }): Promise<ComposedBuild> {
  if (context !== undefined) throw new CommandError('cache takes --context or --compose, not both');
  const builds = await readBuilds(path);
  const names = joinWords(builds.map((build) => build.service), 10);
  if (builds.length === 0) throw new CommandError(`${path} builds no service from a folder and a Dockerfile that are known here`);
  if (service === undefined && builds.length > 1) throw new CommandError(`${path} builds ${names}: name one with --service`);
  const found = builds.find((build) => service === undefined || build.service === service);
  if (!found) throw new CommandError(`${path} builds no service ${service!}; it builds ${names}`);
  const { contextFolder, dockerfile, target, buildArguments, namedContexts } = found;
  return { context: contextFolder, file: resolve(dockerfile), buildArguments, namedContexts, ...(target !== undefined && { target }) };
}

async function readBuilds(path: string): Promise<readonly ServiceBuild[]> {
  try {
    return await readComposeFile(resolve(path));
  } catch (error) {
    throw new CommandError(error instanceof TextFileFailure ? error.message : readFailureReason(path, error));
  }
}
