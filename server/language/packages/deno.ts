import { cleanPath, parentPath } from '../context/contextPath';
import { nodeInstallNeeds } from './nodeManifest';
import { existing, operands, parseJsonObject, type PackageManager, type ProjectFiles } from './packageManager';
import { memberManifests, unclear } from './projectText';

/**
 * `deno install` without a module: what deno.json and package.json name. `deno cache` and `--entrypoint` follow the
 * imports of sources, so they need them (docs.deno.com/runtime/reference/cli/install/).
 */
export const deno: PackageManager = {
  name: 'deno',
  isInstall(words) {
    if (words[0] !== 'deno' || words.some((word) => /^(-g|--global|-e|--entrypoint|-c|--config|--import-map|--lock|-r|--root)(=|$)/.test(word))) return false;
    const [command, ...rest] = operands(words.slice(1));
    return (command === 'install' || command === 'i' || command === 'ci') && rest.length === 0;
  },
  needs(_words, project) {
    const name = existing(project, ['deno.json', 'deno.jsonc'])[0];
    if (name === undefined) return unclear('no deno.json is copied');
    if (project.above('deno.json') || project.above('deno.jsonc')) return unclear('a deno.json lies above the project');
    const manifest = parseJsonObject(project.text(name));
    if (!manifest) return unclear(`${name} could not be read`);
    const { workspace, importMap, lock, links, patch } = manifest;
    if (links !== undefined || patch !== undefined) return unclear(`${name} links other packages of the project`);
    const members = workspaceMembers(workspace, project);
    if (!members) return unclear(`the workspace of ${name} is not understood`);
    if (project.paths.includes('package.json')) {
      const needs = nodeInstallNeeds(project, { fileNames: [], ignoresScripts: true });
      if (needs.kind === 'unclear') return needs;
    }
    const named = [importMap, lock].filter((path) => typeof path === 'string').map((path) => cleanPath(path));
    const missing = named.find((path) => !project.paths.includes(path) && path !== 'deno.lock');
    if (missing) return unclear(`${name} names ${missing}, which is not copied`);
    return { kind: 'manifests', manifests: [...new Set([...existing(project, [name, 'deno.lock', 'package.json', '.npmrc', ...named]), ...members])] };
  },
  onlyReads: (words) => words.includes('--frozen') || words.includes('ci'),
  writes: ['node_modules', 'vendor'],
  reads: /(^|\/)(deno\.jsonc?|package\.json)$/,
};

/** `workspace` is a list of folders, or an object with one (docs.deno.com/runtime/fundamentals/workspaces/). */
function workspaceMembers(workspace: unknown, project: ProjectFiles): string[] | undefined {
  if (workspace === undefined) return [];
  const list: unknown = Array.isArray(workspace) ? workspace : (workspace as { readonly members?: unknown } | null)?.members;
  if (!Array.isArray(list)) return undefined;
  const patterns = list.filter((pattern) => typeof pattern === 'string');
  const members = ['deno.json', 'deno.jsonc', 'package.json'].flatMap((name) => memberManifests(project, patterns, name));
  const isCovered = patterns.every((pattern) => /[*!]/.test(pattern) || members.some((path) => parentPath(path) === cleanPath(pattern)));
  return isCovered ? members : undefined;
}
