import { folderOf, isRemote, resolvePath } from '../compose/project/projectPaths';
import { certainTextAt } from '../compose/project/readNodes';
import type { FolderEntry } from './composeCompletionFacts';
import type { ComposeProposal } from './keyProposals';
import { ownService, type ProposalContext } from './proposalContext';

/** A longer list helps nobody: typing goes on. */
const mostPaths = 500;

/** What a path may lead to. */
interface PathPlace {
  readonly wants: 'folder' | 'file' | 'any';
  /** Names that are meant most likely; they come first. */
  readonly first?: RegExp;
  /** Files of another name are left out. */
  readonly only?: RegExp;
}

function places(wanted: PathPlace, ...paths: readonly string[]): (readonly [string, PathPlace])[] {
  return paths.map((path) => [path, wanted] as const);
}

/** Values that are paths on this machine, by the schema's path. */
const pathPlaces: ReadonlyMap<string, PathPlace> = new Map([
  ...places({ wants: 'folder' }, 'services.*.build', 'services.*.build.context', 'services.*.build.additional_contexts[]', 'services.*.build.additional_contexts.*', 'include[].project_directory'),
  ...places({ wants: 'file', first: /(?:^|\.)env(?:\.|$)/i }, 'services.*.env_file', 'services.*.env_file[]', 'services.*.env_file[].path', 'include[].env_file', 'include[].env_file[]'),
  ...places({ wants: 'file', only: /\.ya?ml$/i }, 'include[]', 'include[].path', 'include[].path[]', 'services.*.extends.file'),
  ...places({ wants: 'file', first: /dockerfile|containerfile/i }, 'services.*.build.dockerfile'),
  ...places({ wants: 'file' }, 'configs.*.file', 'secrets.*.file', 'services.*.credential_spec.file', 'services.*.label_file', 'services.*.label_file[]'),
  ...places({ wants: 'any' }, 'services.*.volumes[]', 'services.*.volumes[].source', 'services.*.develop.watch[].path'),
]);

/** A value of these is a path only where it starts like one: otherwise it names a volume. */
const volumeSources: ReadonlySet<string> = new Set(['services.*.volumes[]', 'services.*.volumes[].source']);

/** The path as far as it is typed, and what fits behind its last `/`. */
export interface PathProposals {
  /** Characters in front of the cursor that are replaced. */
  readonly typed: string;
  readonly proposals: readonly ComposeProposal[];
}

/**
 * What lies in the folder that a path starts with. Undefined where no path is written; nothing for paths with variables, out of
 * what may be looked at, and of folders that nobody has looked at yet.
 */
export function pathProposals(context: ProposalContext): PathProposals | undefined {
  const { schema, place, facts } = context;
  const wanted = pathPlaces.get(schema.path);
  const start = wanted && folderAt(context);
  if (!wanted || start === undefined || !facts.folder) return undefined;
  const path = schema.path === 'services.*.build.additional_contexts[]' ? behindEquals(place.typed) : place.typed;
  if (path === undefined || path.includes('$') || path.startsWith('~') || path.includes('://')) return undefined;
  const isSource = volumeSources.has(schema.path);
  const slash = path.lastIndexOf('/');
  const [written, name] = [path.slice(0, slash + 1), path.slice(slash + 1)];
  if (isSource && (path.includes(':') || (written !== '' && !/^[./]/.test(written)) || (written === '' && !/^\.{0,2}$/.test(name)))) return undefined;
  const lead = isSource && written === '' ? './' : '';
  const folder = resolvePath(start, written === '' ? '.' : written);
  // A file that includes itself is rejected, and a mount goes on behind a colon.
  const entries = (facts.folder(folder) ?? []).filter((entry) => (!wanted.only || `${folder}/${entry.name}` !== facts.path) && !(isSource && entry.name.includes(':')));
  const proposals = entriesThatFit(entries, wanted, place.quote !== undefined).slice(0, mostPaths).map((entry) => proposalOf(entry, wanted, lead));
  return { typed: name, proposals };
}

/** Where paths start: at the project's folder; a base's at the file's own, a Dockerfile's at its context. */
function folderAt(context: ProposalContext): string | undefined {
  const { path, project } = context.facts;
  if (path === undefined) return undefined;
  const folder = (context.schema.path === 'services.*.extends.file' ? undefined : project?.folders.get(path)) ?? folderOf(path);
  if (context.schema.path !== 'services.*.build.dockerfile') return folder;
  const root = certainTextAt(ownService(context), 'build', 'context') ?? folder;
  return isRemote(root) || root.includes('://') ? undefined : root;
}

function behindEquals(text: string): string | undefined {
  const equals = text.indexOf('=');
  return equals < 0 ? undefined : text.slice(equals + 1);
}

/** Names that YAML takes without quotes, at any place of a value. */
const plainName = /^[\p{L}\p{N}_.][\p{L}\p{N}_.@+~-]*$/u;
const quotableName = /^[^"'\\$\p{Cc}\p{Cf}]+$/u;

function entriesThatFit(entries: readonly FolderEntry[], { wants, first, only }: PathPlace, isQuoted: boolean): readonly FolderEntry[] {
  const fits = ({ name, isFolder }: FolderEntry): boolean => {
    if (name === '.git' || !(isQuoted ? quotableName : plainName).test(name)) return false;
    return isFolder || (wants !== 'folder' && (only?.test(name) ?? true));
  };
  const rank = ({ name, isFolder }: FolderEntry): number => (!isFolder && first?.test(name) ? 0 : isFolder ? 1 : 2);
  return entries.filter(fits).sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
}

/** A folder on the way to a file asks for more; where a folder is meant, one may stop there. */
function proposalOf({ name, isFolder }: FolderEntry, { wants }: PathPlace, lead: string): ComposeProposal {
  const goesOn = isFolder && wants === 'file';
  return { label: `${lead}${name}${goesOn ? '/' : ''}`, kind: isFolder ? 'folder' : 'file', ...(goesOn && { continues: true }) };
}
