import type { ComposeFile, ComposeScalar, ComposeValue } from '../compose/composeFile';
import { asMapping, valueOf, withoutAlias } from '../compose/composeValues';
import { interpolate, type Variables } from '../compose/interpolation';
import { folderOf, isRemote, resolvePath } from '../compose/project/projectPaths';
import { parseVolumeMount } from '../compose/volumeMount';
import type { Span } from '../dockerfile/syntax';

/** A place of a compose file that names a file or folder of this machine. */
export interface FileReference {
  /** Without quotes. */
  readonly span: Span;
  /** Absolute paths with `/`, the first that is a file counts: a folder that is built stands for its Dockerfile. */
  readonly paths: readonly string[];
  /** True for a file of environment variables. */
  readonly isEnvironment: boolean;
}

/** A longer list helps nobody, and each path is looked up. */
const mostReferences = 1_000;

const plainPlaces: ReadonlySet<string> = new Set([
  'include[]', 'include[].path', 'include[].path[]', 'include[].env_file', 'include[].env_file[]', 'services.*.extends.file', 'services.*.env_file',
  'services.*.env_file[]', 'services.*.env_file[].path', 'services.*.label_file', 'services.*.label_file[]', 'services.*.credential_spec.file',
  'configs.*.file', 'secrets.*.file', 'services.*.develop.watch[].path',
]);
const authorsNames: ReadonlySet<string> = new Set(['services', 'configs', 'secrets']);

/**
 * The files that a compose file names; what a variable that nobody here knows decides is left out.
 * @param folder where its paths start: the file's own where it is read alone or included, that of the first file for others
 */
export function fileReferences(path: string, file: ComposeFile, variables: Variables, folder = folderOf(path)): readonly FileReference[] {
  const found: FileReference[] = [];
  const seen = new Set<ComposeValue>();
  const add = (value: ComposeValue | undefined, pathsOf: (text: string) => readonly string[], isEnvironment = false): void => {
    const written = value && writtenText(file.text, value, variables);
    if (written && found.length < mostReferences && !isRemote(written.text) && !/^(?:~|[a-z]+:\/\/|service:)/.test(written.text)) found.push({ span: written.span, paths: pathsOf(written.text), isEnvironment });
  };
  const visit = (value: ComposeValue, at: string): void => {
    const target = withoutAlias(value);
    if (!target || seen.has(target)) return;
    seen.add(target);
    if (target.kind === 'scalar') {
      // A base is looked for beside the file that names it.
      const start = at === 'services.*.extends.file' ? folderOf(path) : folder;
      if (plainPlaces.has(at)) add(target, (text) => [resolvePath(start, text)], at.includes('env_file'));
      if (at === 'services.*.build') add(target, (text) => [`${resolvePath(folder, text)}/Dockerfile`]);
      if (at === 'services.*.volumes[]') addMount(target);
    } else if (target.kind === 'list') for (const item of target.items) visit(item, `${at}[]`);
    else {
      if (at === 'services.*.volumes[]') add(sourceOfBind(target), (text) => [resolvePath(folder, text)]);
      for (const { key, value: inner } of target.entries) {
        // What stands there is read where an alias brings it.
        if (at === '' && key.startsWith('x-')) continue;
        visit(inner, key === '<<' ? at : at === '' ? key : `${at}.${authorsNames.has(at) ? '*' : key}`);
      }
      if (at === 'services.*.build') addDockerfile(target);
    }
  };
  const addDockerfile = (build: ComposeValue): void => {
    const [context = '.', dockerfile = 'Dockerfile'] = ['context', 'dockerfile'].map((key) => textAt(build, key, variables));
    if (isRemote(context) || context.includes('://')) return;
    const paths = [resolvePath(resolvePath(folder, context), dockerfile)];
    // The folder stands for the Dockerfile that is read from it.
    if (!entryOf(build, 'dockerfile_inline')) add(entryOf(build, 'context'), () => paths);
    add(entryOf(build, 'dockerfile'), () => paths);
  };
  const addMount = (scalar: ComposeScalar): void => {
    const { source, type } = parseVolumeMount(interpolate(scalar.text, variables).text) ?? {};
    const written = writtenText(file.text, scalar, variables);
    if (type !== 'bind' || source === undefined || source.startsWith('~') || !written?.text.startsWith(source)) return;
    const { start } = written.span;
    if (file.text.slice(start, start + source.length) === source) found.push({ span: { start, end: start + source.length }, paths: [resolvePath(folder, source)], isEnvironment: false });
  };
  for (const document of file.documents) visit(document, '');
  return found.slice(0, mostReferences);
}

function entryOf(mapping: ComposeValue, key: string): ComposeValue | undefined {
  return asMapping(mapping)?.entries.find((entry) => entry.key === key)?.value;
}

function sourceOfBind(mount: ComposeValue): ComposeValue | undefined {
  const type = withoutAlias(entryOf(mount, 'type'));
  return type?.kind === 'scalar' && type.text === 'bind' ? entryOf(mount, 'source') : undefined;
}

function textAt(mapping: ComposeValue, key: string, variables: Variables): string | undefined {
  const value = withoutAlias(valueOf(mapping, key));
  return value?.kind === 'scalar' && !value.isNull ? interpolate(value.text, variables).text : undefined;
}

/** A value with variables filled in, and where it stands; undefined for an alias, a block and what is not known. */
function writtenText(fileText: string, value: ComposeValue, variables: Variables): { readonly text: string; readonly span: Span } | undefined {
  if (value.kind !== 'scalar' || value.isNull || value.style === 'block' || value.text === '') return undefined;
  const { text, uses, invalid } = interpolate(value.text, variables);
  if (invalid.length > 0 || uses.some((use) => use.value === undefined)) return undefined;
  const quotes = value.style === 'quoted' && /["']/.test(fileText[value.span.start] ?? '') ? 1 : 0;
  return { text, span: { start: value.span.start + quotes, end: value.span.end - quotes } };
}
