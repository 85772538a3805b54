import type { ComposeService } from '../compose/composeFile';
import { asText, valueOf } from '../compose/composeValues';
import { interpolate } from '../compose/interpolation';
import type { Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { folderOf, resolvePath } from '../compose/project/projectPaths';
import { keyValues } from '../compose/readServices';
import type { ComposeHoverContext } from './composeHoverContext';
import { projectOf } from './composeModel';

/** A value of `environment` that another file or a base has, and that does not count. */
export interface ReplacedVariable {
  readonly place: Place;
  /** Undefined where it is passed on, or where a variable in it is not known. */
  readonly value: string | undefined;
}

/** Values of the variable that the service has in the files before this one, and in its base: the value at hand stands in their place. */
export function replacedVariables(context: ComposeHoverContext, name: string): readonly ReplacedVariable[] {
  const { service, facts } = context;
  const project = projectOf(context);
  if (!service || facts.path === undefined) return [];
  const before = project.paths.slice(0, Math.max(0, project.paths.indexOf(facts.path)));
  const same = before.flatMap((path) => serviceIn(project, path, service.name));
  return [...baseOf(context, project, service), ...same.reverse()].flatMap(({ path, service: other }) => {
    const pair = keyValues(other.entries.find(({ key }) => key === 'environment')?.value).findLast((one) => one.name === name);
    return pair ? [{ place: { path, span: pair.span }, value: known(pair.value, project) }] : [];
  });
}

interface ServiceOfFile {
  readonly path: string;
  readonly service: ComposeService;
}

function baseOf({ file, facts }: ComposeHoverContext, project: ComposeProject, service: ComposeService): readonly ServiceOfFile[] {
  const value = service.entries.find(({ key }) => key === 'extends')?.value;
  const name = (asText(value) ?? asText(valueOf(value, 'service')))?.text;
  const written = asText(value) ? undefined : asText(valueOf(value, 'file'))?.text;
  if (name === undefined) return [];
  if (written !== undefined) return serviceIn(project, resolvePath(folderOf(facts.path!), written), name);
  const base = file.services.find((other) => other.name === name && other !== service);
  return base ? [{ path: facts.path!, service: base }] : [];
}

function serviceIn(project: ComposeProject, path: string, name: string): readonly ServiceOfFile[] {
  const service = project.files.get(path)?.services.find((one) => one.name === name);
  return service ? [{ path, service }] : [];
}

function known(value: string | undefined, { variables }: ComposeProject): string | undefined {
  if (value === undefined) return undefined;
  const { text, uses } = interpolate(value, variables);
  return uses.some((use) => use.value === undefined) ? undefined : text;
}
