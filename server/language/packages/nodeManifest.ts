import { existing, parseJsonObject, type InstallNeeds, type ProjectFiles } from './packageManager';

/** Scripts that an install of the project itself runs (npm, yarn and pnpm agree on these). */
const installScripts = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish'];

/** prisma makes its client from the schema it finds, msw writes its worker, the others set up hooks from their configuration. */
const curiousPackages = new Set(['prisma', '@prisma/client', 'msw', 'lefthook', 'simple-git-hooks']);

/**
 * What an install of a Node.js project reads, or why that is not clear: a script of the project runs during the install,
 * a dependency or a workspace lies in the project, a native module is built.
 */
export function nodeInstallNeeds(project: ProjectFiles, fileNames: readonly string[], ignoresScripts: boolean): InstallNeeds {
  const manifest = parseJsonObject(project.text('package.json'));
  if (!manifest) return { kind: 'unclear', reason: 'package.json could not be read' };
  const script = ignoresScripts ? undefined : installScripts.find((name) => name in asObject(manifest['scripts']));
  if (script) return { kind: 'unclear', reason: `the script "${script}" of package.json runs during the install and may read the sources` };
  if (!ignoresScripts && project.paths.includes('binding.gyp')) return { kind: 'unclear', reason: 'binding.gyp makes the install build the sources' };
  if ('workspaces' in manifest) return { kind: 'unclear', reason: 'package.json names workspaces, each with a manifest of its own' };
  if (project.above('package.json')) return { kind: 'unclear', reason: 'a package.json lies above it and may name workspaces' };
  const curious = ignoresScripts ? undefined : curiousDependency(manifest, project);
  if (curious) return { kind: 'unclear', reason: `the install script of ${curious} reads files of the project` };
  if (asObject(manifest['pnpm'])['patchedDependencies']) return { kind: 'unclear', reason: 'package.json names patches' };
  const local = localDependency(manifest);
  if (local) return { kind: 'unclear', reason: `the dependency ${local} lies in the project` };
  return { kind: 'manifests', manifests: existing(project, fileNames) };
}

/** A dependency whose own install script looks into the project that installs it. */
function curiousDependency(manifest: Readonly<Record<string, unknown>>, project: ProjectFiles): string | undefined {
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) => Object.keys(asObject(manifest[group])));
  return names.find((name) => curiousPackages.has(name) || (name === 'puppeteer' && project.paths.some((path) => /^(\.puppeteerrc|puppeteer\.config)/.test(path))));
}

function localDependency(manifest: Readonly<Record<string, unknown>>): string | undefined {
  for (const group of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides', 'resolutions']) {
    for (const [name, version] of Object.entries(asObject(manifest[group]))) {
      if (typeof version === 'string' && /^(file:|link:|portal:|patch:|workspace:|\.{0,2}\/|~\/)/.test(version)) return name;
    }
  }
  return undefined;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
