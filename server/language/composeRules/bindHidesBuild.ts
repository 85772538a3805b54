import type { ComposeMappingNode, ComposeNode } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, isMapping, itemsAt, nodeAt } from '../compose/project/readNodes';
import type { ComposeProject } from '../compose/project/composeProject';
import type { Fix } from '../rules/rule';
import { builtStage } from './builtStage';
import { commandTextOf, installedFolders } from './installedFolders';
import { startedFile } from './startedFile';
import type { ComposeRule, ComposeRuleFact, ComposeRuleInput } from './composeRule';
import { lineAfter } from './lineEdits';
import { isComplete, oncePerPlace, servicesOf, type RuleService } from './ruleServices';

export interface BindHidesBuildFact extends ComposeRuleFact {
  /** The folder of the image, absolute. */
  readonly folder: string;
  readonly target: string;
  /** What filled it: `npm ci`. */
  readonly by: string;
  /** The file in it that the container starts; undefined for folders of dependencies. */
  readonly file: string | undefined;
  readonly fix: Fix | undefined;
}

/**
 * A folder of the host is mounted over one in which the build has installed the dependencies, or made the file that the
 * container starts: the container sees the host's files only. Silent where the host has that folder itself, where a volume lies on it, and where the container may install.
 */
export const bindHidesBuild: ComposeRule<BindHidesBuildFact> = {
  id: 'bind-hides-build',
  severity: 'warning',
  alsoKnownAs: [],
  check: (input) => oncePerPlace((isComplete(input.project) ? servicesOf(input.project) : []).flatMap((service) => hiddenFolders(service, input)), ({ folder }) => folder),
  message: ({ folder, target, by, file, fix }) =>
    file !== undefined
      ? `The container starts \`${file}\`, which the build made (\`${by}\`), and this mount at \`${target}\` hides it: the host has no such file. ${fix ? `Put a volume on \`${folder}\`.` : 'Mount only the folders that you edit.'}`
      : `The build filled \`${folder}\` (\`${by}\`), and this mount at \`${target}\` hides it: the container sees the host's files only, and the host has no such folder. Put a volume on \`${folder}\`.`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

function hiddenFolders(service: RuleService, input: ComposeRuleInput): BindHidesBuildFact[] {
  const mounts = itemsAt(service.node, 'volumes').filter(isMapping);
  const binds = mounts.filter((mount) => certainTextAt(mount, 'type') === 'bind');
  if (binds.length === 0) return [];
  const built = builtStage(service, input);
  if (!built) return [];
  const targets = mounts.map(targetOf);
  if (targets.includes(undefined) || mayInstall(commandTextOf(built, service.node))) return [];
  const seen = new Set<string>();
  const hidden = ({ path, folder, by }: HiddenPath, file: string | undefined): BindHidesBuildFact[] => {
    const over = binds.find((bind) => isBelow(path, targetOf(bind)!));
    if (!over || seen.has(path)) return [];
    seen.add(path);
    const target = targetOf(over)!;
    const isCovered = targets.some((other) => other !== target && isBelow(other!, target) && (other === path || isBelow(path, other!)));
    if (isCovered || hostHas(over, target, path, input)) return [];
    return [{ place: over.place, folder, target, by, file, fix: folder === target ? undefined : volumeBelow(input.project, over, folder) }];
  };
  const started = startedFile(built, service.node);
  return [
    ...installedFolders(built, input.facts.exists ?? (() => undefined)).flatMap(({ folder, by }) => hidden({ path: folder, folder, by }, undefined)),
    ...(started ? hidden({ path: started.file, folder: started.file.slice(0, started.file.lastIndexOf('/')), by: started.by }, started.file) : []),
  ];
}

/** A file or folder of the image that may be hidden. */
interface HiddenPath {
  readonly path: string;
  /** Where a volume brings it back. */
  readonly folder: string;
  readonly by: string;
}

function targetOf(mount: ComposeMappingNode): string | undefined {
  const target = certainTextAt(mount, 'target');
  return target === undefined ? undefined : target.replace(/(?<=.)\/+$/, '');
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' ? '/' : `${folder}/`) && path !== folder;
}

/** True as well where nobody can say it: a source that a variable decides. */
function hostHas(bind: ComposeMappingNode, target: string, path: string, { facts }: ComposeRuleInput): boolean {
  const source = nodeAt(bind, 'source');
  if (source?.kind !== 'scalar' || source.isUncertain || !facts.exists) return true;
  const below = path.slice(target === '/' ? 0 : target.length);
  return facts.exists(scalarText(source) + below) !== false;
}

/** A command that installs fills the host's folder; what a script does is not known. */
function mayInstall(command: string | undefined): boolean {
  return command === undefined || /\.sh\b|\binstall\b|\bci\b|\bsync\b|\bmake\b|\bentrypoint\b|\b(?:npm|pnpm|bun) i\b|\buv run\b|\bsetup\b|\bbootstrap\b|(?:^|[;&|] *)yarn *(?:$|[;&|])|\bsleep\b|\btail\b|\b(?:ba|z|a)?sh(?: -l)?$/.test(command);
}

/** An anonymous volume on the next line; it is filled from the image when it is made. */
function volumeBelow({ texts }: ComposeProject, { place }: ComposeNode, folder: string): Fix | undefined {
  const edit = lineAfter(texts.get(place.path) ?? '', place.span, (before) => (/^[ \t]*-[ \t]+$/.test(before) ? `${before}${folder}` : undefined));
  return edit && { title: `Put a volume on ${folder}`, edits: [edit] };
}
