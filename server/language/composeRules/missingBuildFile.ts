import { buildSource, type BuildSource } from './builtStage';
import { folderOf, resolvePath } from '../compose/project/projectPaths';
import type { ComposeRule, ComposeRuleFact, ComposeRuleInput } from './composeRule';
import { oncePerPlace, servicesOf } from './ruleServices';

export interface MissingBuildFileFact extends ComposeRuleFact {
  readonly kind: 'context' | 'Dockerfile';
  readonly service: string;
  /** Absolute. */
  readonly path: string;
}

/** Folders above in which a project that includes this one is looked for. */
const stepsAbove = 6;

/** The build of a service reads a folder or a Dockerfile that is not there. `docker compose config` does not look. */
export const missingBuildFile: ComposeRule<MissingBuildFileFact> = {
  id: 'missing-build-file',
  severity: 'warning',
  alsoKnownAs: [],
  check(input) {
    const { exists } = input.facts;
    // A file that is merged over another one has its folder: paths mean something else there.
    if (!exists || !input.project.isWhole) return [];
    const facts = servicesOf(input.project).flatMap((service): MissingBuildFileFact[] => {
      const source = buildSource(service, input);
      if (!source) return [];
      const { context, contextPlace, path, pathPlace } = source;
      // Files that another folder includes are read from there.
      if ((exists(context) === false || (path !== undefined && exists(path) === false)) && isThereFromAbove(source, input, exists)) return [];
      if (exists(context) === false) return [{ place: contextPlace, kind: 'context', service: service.name, path: context }];
      if (path === undefined || exists(path) !== false) return [];
      return [{ place: pathPlace, kind: 'Dockerfile', service: service.name, path }];
    });
    return oncePerPlace(facts);
  },
  message: ({ kind, service, path }) =>
    kind === 'context'
      ? `The folder \`${path}\` does not exist, so \`${service}\` cannot be built. Correct the path, or create the folder.`
      : `There is no Dockerfile at \`${path}\`, so \`${service}\` cannot be built. Create it, or name another one with \`dockerfile\`; its path starts from the build context.`,
};

/** True where the same relative path leads to something from a folder above. */
function isThereFromAbove({ context, path = context }: BuildSource, { project }: ComposeRuleInput, exists: (path: string) => boolean | undefined): boolean {
  let folder = folderOf(project.paths[0] ?? '/');
  const relative = [folder, context].flatMap((start) => (path.startsWith(`${start}/`) ? [path.slice(start.length + 1)] : []));
  for (let step = 0; step < stepsAbove && folder !== '/'; step++) {
    folder = folderOf(folder);
    // A path without a folder in it is that of any Dockerfile.
    if (relative.some((name) => name.includes('/') && exists(resolvePath(folder, name)) === true)) return true;
  }
  return false;
}
