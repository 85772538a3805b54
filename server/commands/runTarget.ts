import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { ComposeFile, ComposeService } from '../language/compose/composeFile';
import { asText, valueOf } from '../language/compose/composeValues';
import { dotenvVariables, parseDotenv } from '../language/compose/dotenv';
import { interpolate, type Variables, type VariableSource } from '../language/compose/interpolation';
import { parseCompose } from '../language/compose/parseCompose';
import { parseDockerfile } from '../language/dockerfile/parser';
import { sourceStage } from '../language/dockerfile/stages';
import type { Dockerfile, Stage } from '../language/dockerfile/syntax';
import type { BuildFacts } from '../language/dockerfile/variables';
import { composeServiceCommand } from '../language/process/composeCommand';
import type { ComposeSettings } from '../language/process/effectiveCommand';
import { readTextFile, TextFileFailure } from '../world/textFile';

/** What is asked for cannot be found; the message is one line for a person. */
export class RunTargetFailure extends Error {}

interface ComposePart {
  readonly compose?: ComposeSettings;
  readonly notes: readonly string[];
}

/** What is run: a stage of a Dockerfile, or an image that a compose service names. */
export type RunTarget = ComposePart &
  (
    | { readonly kind: 'stage'; readonly dockerfile: Dockerfile; readonly stage: Stage; readonly facts: BuildFacts }
    | { readonly kind: 'image'; readonly image: string }
  );

/** A stage of a Dockerfile, the last one by default. @throws RunTargetFailure, TextFileFailure */
export async function readDockerfileTarget(path: string, target: string | undefined): Promise<RunTarget> {
  return stageTarget(await readTextFile(path), path, target, {}, { notes: [] });
}

function stageTarget(text: string, path: string, target: string | undefined, facts: BuildFacts, part: ComposePart): RunTarget {
  const dockerfile = parseDockerfile(text);
  if (dockerfile.stages.length === 0) throw new RunTargetFailure(`${path} has no FROM, so it builds no image`);
  const stage = target === undefined ? dockerfile.stages.at(-1) : sourceStage(dockerfile, target);
  if (!stage) throw new RunTargetFailure(`${path} has no stage ${target ?? ''}`);
  return { kind: 'stage', dockerfile, stage, facts, ...part };
}

/** A compose service with what it builds, or the image it names. @throws RunTargetFailure, TextFileFailure */
export async function readComposeTarget(path: string, name: string): Promise<RunTarget> {
  const file = parseCompose(await readTextFile(path));
  const service = file.services.find((each) => each.name === name);
  if (!service) throw new RunTargetFailure(missingService(path, name, file));
  const folder = dirname(resolve(path));
  const variables = await readVariables(folder);
  const { settings, notes, rejected } = composeServiceCommand(file, service, variables, 'empty');
  if (rejected) throw new RunTargetFailure(`${path}: ${rejected}`);
  const part = { compose: settings, notes };
  if (service.build) return buildTarget(service, folder, variables, part);
  const image = service.image && interpolate(service.image.text, variables).text;
  if (!image) throw new RunTargetFailure(`${path}: service ${name} has neither image nor build`);
  return { kind: 'image', image, ...part };
}

function missingService(path: string, name: string, file: ComposeFile): string {
  if (file.problems.some(({ severity }) => severity === 'error') && file.services.length === 0) return `${path} cannot be read as a compose file: ${file.problems[0]!.message}`;
  return `${path} has no service ${name}`;
}

async function buildTarget(service: ComposeService, folder: string, variables: Variables, part: ComposePart): Promise<RunTarget> {
  const build = service.build!;
  const filled = (text: string | undefined): string | undefined => (text === undefined ? undefined : interpolate(text, variables).text);
  const context = filled(build.context?.text) ?? '.';
  const target = filled(build.target?.text) || undefined;
  const facts = { buildArguments: buildArguments(service, variables) };
  if (build.inline) {
    const entry = service.entries.find(({ key }) => key === 'build');
    const text = filled(asText(valueOf(entry?.value, 'dockerfile_inline'))?.text) ?? '';
    return stageTarget(text, 'dockerfile_inline', target, facts, part);
  }
  if (/^(https?|git|ssh):\/\/|^git@|^github\.com\//.test(context)) throw new RunTargetFailure(`service ${service.name} builds ${context}, which is not on this machine`);
  const name = filled(build.dockerfile?.text) ?? 'Dockerfile';
  const path = isAbsolute(name) ? name : join(resolve(folder, context), name);
  return stageTarget(await readTextFile(path), path, target, facts, part);
}

function buildArguments(service: ComposeService, variables: Variables): Readonly<Record<string, string>> {
  const given: [string, string][] = [];
  for (const { name, value } of service.build?.args ?? []) {
    const text = value === undefined ? variables.get(name)?.value : interpolate(value, variables).text;
    if (text !== undefined) given.push([name, text]);
  }
  return Object.fromEntries(given);
}

/** As Compose: the environment first, then `.env` beside the compose file. */
async function readVariables(folder: string): Promise<Variables> {
  const own = new Map<string, VariableSource>();
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) own.set(name, { value, source: 'the environment' });
  try {
    const fromFile = dotenvVariables(parseDotenv(await readTextFile(join(folder, '.env')), own));
    return new Map([...fromFile, ...own]);
  } catch (error) {
    if (!(error instanceof TextFileFailure)) throw error;
    return own;
  }
}
