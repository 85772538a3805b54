import { parseJsonObject } from './packageManager';

/** Whether the lock file has what the manifest asks for; `missing` names a dependency that it does not have. */
export type LockAgreement = { readonly kind: 'agrees' } | { readonly kind: 'missing'; readonly name: string } | { readonly kind: 'unknown' };

const unknown: LockAgreement = { kind: 'unknown' };
const groups = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Compares package.json with package-lock.json or yarn.lock of version 1. Workspaces and other lock files are not judged. */
export function lockAgreement(manifestText: string | undefined, lockName: string, lock: string | undefined): LockAgreement {
  const manifest = parseJsonObject(manifestText);
  if (!manifest || lock === undefined || 'workspaces' in manifest || 'overrides' in manifest || 'resolutions' in manifest) return unknown;
  if (/^(package-lock|npm-shrinkwrap)\.json$/.test(lockName)) return npmAgreement(manifest, lock);
  return lockName === 'yarn.lock' && /^# yarn lockfile v1$/m.test(lock.slice(0, 500)) ? yarnAgreement(manifest, lock) : unknown;
}

/** `npm ci` compares what the manifest asks for with what the lock file remembers of it, in `packages[""]` since version 2. */
function npmAgreement(manifest: Readonly<Record<string, unknown>>, lock: string): LockAgreement {
  const root = lockRoot(lock);
  if (!root) return unknown;
  const asked = ranges(manifest);
  const remembered = ranges(root);
  const missing = [...asked.keys()].find((name) => !remembered.has(name));
  if (missing !== undefined) return { kind: 'missing', name: missing };
  const samePeers = JSON.stringify(manifest['peerDependencies']) === JSON.stringify(root['peerDependencies']);
  return samePeers && [...asked].every(([name, range]) => remembered.get(name) === range) ? { kind: 'agrees' } : unknown;
}

/** The first entry of `packages`, without decoding the thousands below it. */
function lockRoot(lock: string): Readonly<Record<string, unknown>> | undefined {
  const head = /"packages":\s*\{\s*"":\s*(?=\{)/.exec(lock.slice(0, 2000));
  if (!head) return undefined;
  const start = head.index + head[0].length;
  const bracket = /"(?:[^"\\]|\\.)*"|[{}]/g;
  bracket.lastIndex = start;
  for (let depth = 0, found = bracket.exec(lock); found; found = bracket.exec(lock)) {
    if (found[0] === '{') depth++;
    else if (found[0] === '}' && --depth === 0) return parseJsonObject(lock.slice(start, bracket.lastIndex));
  }
  return undefined;
}

/** Version 1 heads each entry with `name@range`, several of them with commas between. */
function yarnAgreement(manifest: Readonly<Record<string, unknown>>, lock: string): LockAgreement {
  const asked = [...ranges(manifest)];
  if (asked.some(([, range]) => /[:/]/.test(range))) return unknown;
  const heads = lock.split(/\r?\n/).filter((line) => /^[^#\s].*:$/.test(line));
  const keys = new Set(heads.flatMap((line) => line.slice(0, -1).split(', ').map((key) => key.replace(/^"|"$/g, ''))));
  const missing = asked.find(([name, range]) => !keys.has(`${name}@${range}`));
  return missing ? { kind: 'missing', name: missing[0] } : { kind: 'agrees' };
}

function ranges(manifest: Readonly<Record<string, unknown>>): Map<string, string> {
  return new Map(groups.flatMap((group) => {
    const list = manifest[group];
    return typeof list === 'object' && list !== null ? Object.entries(list).flatMap(([name, range]) => (typeof range === 'string' ? [[name, range] as const] : [])) : [];
  }));
}
