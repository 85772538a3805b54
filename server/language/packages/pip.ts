import { cleanPath, parentPath } from '../context/contextPath';
import { isRedirection, type InstallNeeds, type PackageManager, type ProjectFiles } from './packageManager';

const valued = new Set(['-i', '--index-url', '--extra-index-url', '-f', '--find-links', '-t', '--target', '--prefix', '--root', '--platform', '--python-version', '--timeout', '--retries', '--trusted-host', '--proxy', '--cache-dir', '--progress-bar', '--root-user-action', '-p', '--python', '--index', '--default-index', '--link-mode']);

export const pip: PackageManager = {
  name: 'pip',
  isInstall(words) {
    const options = installOptions(words);
    return options !== undefined && options.files.length > 0 && options.packages.length === 0;
  },
  needs(words, project) {
    return requirementFiles(installOptions(words)?.files ?? [], project);
  },
  onlyReads: () => true,
  writes: [],
  reads: /\.(txt|in|pip)$/,
};

interface InstallOptions {
  /** Values of `-r` and `-c`. */
  readonly files: readonly string[];
  /** Packages and folders named on the command line, and options that name any. */
  readonly packages: readonly string[];
}

/** Reads `pip install …`, `python -m pip install …` and `uv pip install …`; undefined for other commands. */
function installOptions(words: readonly string[]): InstallOptions | undefined {
  const first = words[0] ?? '';
  let rest: readonly string[];
  if (/^pip(3(\.\d+)?)?$/.test(first)) rest = words.slice(1);
  else if (/^python(3(\.\d+)?)?$/.test(first) && words[1] === '-m' && words[2] === 'pip') rest = words.slice(3);
  else if (first === 'uv' && words[1] === 'pip') rest = words.slice(2);
  else return undefined;
  const install = rest.findIndex((word) => !word.startsWith('-'));
  if (rest[install] !== 'install') return undefined;
  const files: string[] = [];
  const packages: string[] = [];
  for (let index = install + 1; index < rest.length; index++) {
    const word = rest[index]!;
    const named = /^(?:--requirement=|--constraint=|-[rc])(.+)$/.exec(word);
    if (['-r', '-c', '--requirement', '--constraint'].includes(word)) files.push(rest[++index] ?? '');
    else if (named) files.push(named[1]!);
    else if (valued.has(word)) index++;
    else if (!word.startsWith('-') && !isRedirection(word)) packages.push(word);
    else if (/^(-e|--editable)/.test(word)) packages.push(word);
  }
  return { files, packages };
}

/** The named files and those that they name; unclear where one of them installs something that lies in the project. */
function requirementFiles(named: readonly string[], project: ProjectFiles): InstallNeeds {
  const manifests: string[] = [];
  const waiting = named.map((file) => cleanPath(file));
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (manifests.includes(file)) continue;
    if (file.startsWith('/') || file.startsWith('..') || file.includes('$')) return { kind: 'unclear', reason: `${file} does not lie in the project` };
    if (/\.(toml|cfg|py)$/.test(file)) return { kind: 'unclear', reason: `${file} is no list of requirements` };
    const text = project.text(file);
    if (text === undefined) return { kind: 'unclear', reason: `${file} could not be read` };
    manifests.push(file);
    for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
      const content = line.replace(/(^|\s)#.*$/, '').trim();
      if (installsLocal(content)) return { kind: 'unclear', reason: `${file} installs ${content}, which lies in the project` };
      const nested = /^(?:-[rc]|--requirement|--constraint)[\s=]*(.+)$/.exec(content);
      if (nested) waiting.push(cleanPath(`${parentPath(file) || '.'}/${nested[1]!.trim()}`));
    }
  }
  return { kind: 'manifests', manifests };
}

/** Packages by path or as editable, and folders with packages, are part of the sources. */
function installsLocal(line: string): boolean {
  if (/^(-e|--editable|-f|--find-links)\b/.test(line)) return true;
  return /^(\.{1,2}([/\\]|$)|file:)/.test(line) || /@\s*file:/.test(line) || /^[\w./-]+\.(whl|tar\.gz|zip)\b/.test(line);
}
