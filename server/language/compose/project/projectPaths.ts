import type { ComposeMappingEntry, ComposeMappingNode, ComposeNode, ComposeScalarNode } from './composeNode';
import { mapEntries, scalarText } from './nodeEdits';
import { scalarAt } from './readNodes';
import { matchesPath } from './typeCasts';

/** True for `/x`, `C:\x` and `\\server\x`. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** A path below an absolute folder, `.` and `..` resolved, with `/`. An absolute path stays as it is. */
export function resolvePath(folder: string, path: string): string {
  if (isAbsolutePath(path) || path.startsWith('~')) return path;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${folder.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** The folder that a path with `/` lies in. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** True for what Compose fetches instead of reading from the disk: git addresses, web addresses, OCI artifacts. */
export function isRemote(path: string): boolean {
  return /^(?:https?:\/\/|git:\/\/|ssh:\/\/|oci:\/\/|git@|github\.com\/)/.test(path);
}

const plainPaths = ['services.*.env_file.*.path', 'services.*.label_file.*', 'services.*.extends.file', 'services.*.develop.watch.*.path', 'configs.*.file', 'secrets.*.file'].map((pattern) => pattern.split('.'));
const contextPaths = ['services.*.build.context', 'services.*.build.additional_contexts.*'].map((pattern) => pattern.split('.'));
const mounts = ['services', '*', 'volumes', '*'];
const deepest = 6;

/**
 * Makes the relative paths of a model in its long form absolute. Source: compose-go `paths/resolve.go`.
 * @param folder absolute, with `/`
 */
export function withAbsolutePaths(model: ComposeMappingNode, folder: string): ComposeMappingNode {
  return visit(model, [], folder) as ComposeMappingNode;
}

function visit(node: ComposeNode, path: readonly string[], folder: string): ComposeNode {
  if (path.length === 4 && matchesPath(path, mounts)) return node.kind === 'mapping' ? withAbsoluteSource(node, folder) : node;
  if (path.length === 2 && path[0] === 'volumes') return node.kind === 'mapping' ? withAbsoluteDevice(node, folder) : node;
  if (path.length > deepest) return node;
  if (node.kind === 'mapping') return mapEntries(node, ({ key, value }) => visit(value, [...path, key], folder));
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => visit(item, [...path, '[]'], folder)) };
  if (plainPaths.some((pattern) => matchesPath(path, pattern))) return absolute(node, folder);
  return contextPaths.some((pattern) => matchesPath(path, pattern)) ? absoluteContext(node, folder) : node;
}

function absolute(node: ComposeScalarNode, folder: string): ComposeScalarNode {
  const text = scalarText(node);
  return text === '' ? node : { ...node, value: resolvePath(folder, text) };
}

function absoluteContext(node: ComposeScalarNode, folder: string): ComposeScalarNode {
  const text = scalarText(node);
  return text.includes('://') || text.startsWith('service:') || isRemote(text) ? node : absolute(node, folder);
}

function withAbsoluteSource(mount: ComposeMappingNode, folder: string): ComposeMappingNode {
  if (scalarAt(mount, 'type')?.value !== 'bind') return mount;
  return mapEntries(mount, ({ key, value }: ComposeMappingEntry) => (key === 'source' && value.kind === 'scalar' ? absolute(value, folder) : value));
}

/** A volume of the `local` driver that is a bind mount in truth. */
function withAbsoluteDevice(volume: ComposeMappingNode, folder: string): ComposeMappingNode {
  const isBind = scalarAt(volume, 'driver')?.value === 'local' && scalarAt(volume, 'driver_opts', 'o')?.value === 'bind';
  if (!isBind) return volume;
  return mapEntries(volume, ({ key, value: options }) => {
    if (key !== 'driver_opts' || options.kind !== 'mapping') return options;
    return mapEntries(options, ({ key: name, value }) => (name === 'device' && value.kind === 'scalar' ? absolute(value, folder) : value));
  });
}
