import { placeAt } from '../compose/composePlace';
import type { ComposeFile } from '../compose/composeFile';
import { interpolate } from '../compose/interpolation';
import { parseCompose } from '../compose/parseCompose';
import { noVariables } from '../compose/interpolation';
import { nodeAt } from '../compose/project/readNodes';
import type { Place } from '../compose/project/composeNode';
import { serviceStage } from '../process/serviceCommand';
import { dockerfilePath } from '../composeCompletion/buildProposals';
import type { Dockerfile, Span } from '../dockerfile/syntax';
import { touches } from '../navigation/occurrence';
import { anchorsOf } from './anchors';
import type { NeighbourFile } from './composeRename';
import { variableAt } from './composeVariables';
import { fileReferences } from './fileReferences';
import { nameOccurrences, type NameOccurrence } from './nameOccurrences';
import type { ProjectNames } from './projectNames';

export interface DefinitionFacts {
  /** The Dockerfile at an absolute path with `/`. */
  readonly dockerfile?: (path: string) => Dockerfile | undefined;
  /** True for a path that is a file. */
  readonly isFile: (path: string) => boolean;
  /** Compose files that may belong to the project; asked only where the project defines nothing. */
  readonly neighbours: () => readonly NeighbourFile[];
}

const fileStart: Span = { start: 0, end: 0 };

/** Where what stands at an offset of a project's file is defined (textDocument/definition). */
export function composeDefinition(names: ProjectNames, path: string, offset: number, facts: DefinitionFacts): Place | undefined {
  const file = names.files.get(path);
  if (!file) return undefined;
  return variableDefinition(names, file, offset) ?? stageDefinition(names, path, offset, facts) ?? nameDefinition(names, path, offset, facts) ?? anchorDefinition(file, path, offset) ?? builtDefinition(names, file, offset, facts) ?? fileDefinition(names, path, file, offset, facts);
}

/** The line of the `.env` file that sets the variable under the cursor. */
function variableDefinition({ project }: ProjectNames, file: ComposeFile, offset: number): Place | undefined {
  const name = variableAt(file, offset)?.name ?? passedOnName(file, offset);
  return name === undefined ? undefined : project.variables.get(name)?.place;
}

/** A name of `environment` without a value stands for the variable of that name. */
function passedOnName(file: ComposeFile, offset: number): string | undefined {
  const place = placeAt(file, offset);
  const [section, , key, at] = place?.path ?? [];
  if (section !== 'services' || key !== 'environment' || place?.value.kind !== 'scalar' || place.path.length !== 4) return undefined;
  if (typeof at === 'string') return place.value.isNull ? at : undefined;
  return /^\w+$/.test(place.value.text) ? place.value.text : undefined;
}

/** A service's own name leads to the stage that it runs: nothing else is defined where it stands. */
function stageDefinition(names: ProjectNames, path: string, offset: number, { dockerfile }: DefinitionFacts): Place | undefined {
  const found = names.at(path, offset);
  if (!dockerfile || found?.occurrence.role !== 'definition' || found.thing.kind !== 'service') return undefined;
  const service = nodeAt(names.project.model, 'services', found.thing.name);
  const file = dockerfilePath(service);
  const stage = service && file !== undefined ? serviceStage(service, names.project, { dockerfile })?.stage : undefined;
  return stage && file !== undefined ? { path: file, span: (stage.from.stageName ?? stage.from.image ?? stage.from).span } : undefined;
}

function nameDefinition(names: ProjectNames, path: string, offset: number, { neighbours }: DefinitionFacts): Place | undefined {
  const found = names.at(path, offset);
  if (!found || found.thing.kind === 'profile') return undefined;
  const { kind, name, occurrences } = found.thing;
  const isDefinition = (one: NameOccurrence): boolean => one.role === 'definition' && one.kind === kind && one.name === name;
  const own = occurrences.find(isDefinition);
  if (own) return own.place;
  return neighbours().flatMap((near) => nameOccurrences(near.path, parseCompose(near.text), noVariables)).find(isDefinition)?.place;
}

function anchorDefinition({ text }: ComposeFile, path: string, offset: number): Place | undefined {
  const anchor = anchorsOf(text).find(({ definition, uses }) => [definition, ...uses].some((span) => touches(span, offset)));
  return anchor && { path, span: anchor.definition };
}

/** A build's `target` leads to the stage, a name of its `args` to the ARG. */
function builtDefinition({ project }: ProjectNames, file: ComposeFile, offset: number, { dockerfile }: DefinitionFacts): Place | undefined {
  const place = placeAt(file, offset);
  const [section, service, key, part] = place?.path ?? [];
  if (!place || section !== 'services' || key !== 'build' || (part !== 'target' && part !== 'args')) return undefined;
  const path = dockerfilePath(nodeAt(project.model, 'services', String(service)));
  const built = path === undefined ? undefined : dockerfile?.(path);
  if (path === undefined || !built || place.value.kind !== 'scalar') return undefined;
  const span = part === 'target' ? stageSpan(built, interpolate(place.value.text, project.variables).text) : argumentSpan(built, argumentName(place.path[4], place.value.text));
  return span && { path, span };
}

function argumentName(key: string | number | undefined, text: string): string {
  return typeof key === 'string' ? key : text.split('=', 1)[0]!;
}

function stageSpan({ stages }: Dockerfile, target: string): Span | undefined {
  const stage = stages.findLast(({ name }) => name === target.toLowerCase());
  return stage?.from.stageName?.span;
}

function argumentSpan({ instructions }: Dockerfile, wanted: string): Span | undefined {
  for (const instruction of instructions) {
    const pair = instruction.keyword === 'ARG' ? instruction.pairs.find(({ name }) => name.text === wanted) : undefined;
    if (pair) return pair.name.span;
  }
  return undefined;
}

function fileDefinition({ project }: ProjectNames, path: string, file: ComposeFile, offset: number, { isFile }: DefinitionFacts): Place | undefined {
  const reference = fileReferences(path, file, project.variables, project.folders.get(path)).find(({ span }) => touches(span, offset));
  const target = reference?.paths.find(isFile);
  return target === undefined ? undefined : { path: target, span: fileStart };
}
