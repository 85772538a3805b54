import { cleanPath, parentPath } from '../context/contextPath';
import { operands, type PackageManager, type ProjectFiles } from './packageManager';
import { unclear } from './projectText';

/** More sources than this are no placeholders any more. */
const placeholderLimit = 10;
/** Where cargo looks for a target that a manifest names without a path (doc.rust-lang.org/cargo/reference/cargo-targets.html). */
const targetFolders: Readonly<Record<string, string>> = { bin: 'src/bin', example: 'examples', test: 'tests', bench: 'benches' };

/**
 * `cargo fetch` reads every manifest of the workspace and Cargo.lock. It compiles nothing, but refuses a package without
 * a target, so the main sources have to exist (doc.rust-lang.org/cargo/commands/cargo-fetch.html).
 */
export const cargo: PackageManager = {
  name: 'cargo',
  isInstall(words) {
    if (words[0] !== 'cargo' || words.some((word) => /^(--manifest-path|-C|--config|--help)(=|$)/.test(word))) return false;
    return operands(words.slice(1), ['--target', '--color', '-Z']).join(' ') === 'fetch';
  },
  needs(_words, project) {
    const packages = project.paths.filter((path) => /(^|\/)Cargo\.toml$/.test(path) && !/(^|\/)(target|node_modules)\//.test(path));
    if (!packages.includes('Cargo.toml')) return unclear('no Cargo.toml is copied');
    if (project.above('Cargo.toml')) return unclear('a Cargo.toml lies above the project');
    const placeholders: string[] = [];
    for (const path of packages) {
      const text = project.text(path);
      if (text === undefined) return unclear(`${path} could not be read`);
      const outside = outsidePath(path, text, packages);
      if (outside) return unclear(`${path} names ${outside}, which has no Cargo.toml here`);
      if (!/^\s*\[package\]/m.test(text)) continue;
      const targets = targetsOf(path, text, project);
      if (targets.length === 0) return unclear(`no source of ${path} is copied`);
      placeholders.push(...targets);
    }
    if (placeholders.length > placeholderLimit) return unclear('the workspace has too many targets');
    const settings = project.paths.filter((path) => /^\.cargo\/config(\.toml)?$|^rust-toolchain(\.toml)?$/.test(path));
    const vendored = settings.find((path) => /\b(directory|local-registry|paths|include)\s*=/.test(project.text(path) ?? 'paths ='));
    if (vendored) return unclear(`${vendored} may name folders of the project`);
    const lock = project.paths.filter((path) => path === 'Cargo.lock');
    return { kind: 'manifests', manifests: ['Cargo.toml', ...lock, ...settings, ...packages.filter((path) => path !== 'Cargo.toml')], placeholders };
  },
  writes: ['target'],
  reads: /(^|\/)(Cargo\.toml|\.cargo\/config(\.toml)?|rust-toolchain(\.toml)?)$/,
};

/** A dependency or patch by path that is no package of the project. */
function outsidePath(manifest: string, text: string, packages: readonly string[]): string | undefined {
  const dependencies = [...text.matchAll(/\bpath\s*=\s*["']([^"']+)["']/g)].map((match) => match[1]!).filter((path) => !path.endsWith('.rs'));
  return dependencies.find((path) => !packages.includes(cleanPath(`${parentPath(manifest) || '.'}/${path}/Cargo.toml`)));
}

/** Sources that make cargo find the targets of a package: the usual ones, and each that the manifest names. */
function targetsOf(manifest: string, text: string, project: ProjectFiles): string[] {
  const folder = parentPath(manifest) || '.';
  const usual = ['src/lib.rs', 'src/main.rs', 'build.rs'];
  const written = [...text.matchAll(/\b(?:path|build)\s*=\s*["']([^"']+\.rs)["']/g)].map((match) => match[1]!);
  const named = [...text.matchAll(/^\s*\[\[(bin|example|test|bench)\]\]([^[]*)/gm)].flatMap(([, kind, table]) => {
    const name = /\bname\s*=\s*["']([^"']+)["']/.exec(table!)?.[1];
    return name === undefined ? [] : [`${targetFolders[kind!]!}/${name}.rs`, `${targetFolders[kind!]!}/${name}/main.rs`];
  });
  const places = new Set([...usual, ...written, ...named].map((path) => cleanPath(`${folder}/${path}`)));
  const found = [...places].filter((path) => project.paths.includes(path));
  if (found.some((path) => !path.endsWith('build.rs'))) return found;
  const first = project.paths.find((path) => path.startsWith(cleanPath(`${folder}/src/bin`)) && /\/src\/bin\/([^/]+|[^/]+\/main)\.rs$/.test(`/${path}`));
  return first === undefined ? [] : [...found, first];
}
