import type { ComposeMappingEntry, ComposeMappingNode, ComposeNode } from './composeNode';
import { mapEntries, mapItems, scalarText } from './nodeEdits';
import { scalarAt } from './readNodes';

/** True for `/x`, `C:\x` and `\\server\x`. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** A path below an absolute folder, `.` and `..` resolved, with `/`. An absolute path stays as it is. On Windows `\\` parts folders, too. */
export function resolvePath(folder: string, path: string): string {
  if (isAbsolutePath(path) || path.startsWith('~')) return path;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split(/^[A-Za-z]:/.test(folder) ? /[\\/]/ : '/')) {
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

type Resolve = (node: ComposeNode, folder: string) => ComposeNode;

/** What holds a path, by the keys that lead to it; `*` is any one key or item. */
interface Paths {
  readonly [key: string]: Resolve | Paths;
}

/** Source: compose-go `paths/resolve.go`. */
const paths: Paths = {
  services: {
    '*': {
      build: { context: absoluteContext, additional_contexts: { '*': absoluteContext } },
      env_file: { '*': { path: absolute } },
      label_file: { '*': absolute },
      extends: { file: absolute },
      develop: { watch: { '*': { path: absolute } } },
      volumes: { '*': withAbsoluteSource },
    },
  },
  configs: { '*': { file: absolute } },
  secrets: { '*': { file: absolute } },
  volumes: { '*': withAbsoluteDevice },
};

/**
 * Makes the relative paths of a model in its long form absolute.
 * @param folder absolute, with `/`
 */
export function withAbsolutePaths(model: ComposeMappingNode, folder: string): ComposeMappingNode {
  return visit(model, paths, folder) as ComposeMappingNode;
}

function visit(node: ComposeNode, below: Resolve | Paths, folder: string): ComposeNode {
  if (typeof below === 'function') return below(node, folder);
  if (node.kind === 'list') return below['*'] ? mapItems(node, (item) => visit(item, below['*']!, folder)) : node;
  if (node.kind !== 'mapping') return node;
  return mapEntries(node, ({ key, value }) => {
    const found = Object.hasOwn(below, key) ? below[key] : below['*'];
    return found ? visit(value, found, folder) : value;
  });
}

function absolute(node: ComposeNode, folder: string): ComposeNode {
  if (node.kind !== 'scalar') return node;
  const text = scalarText(node);
  const path = text === '' ? '' : resolvePath(folder, text);
  return path === node.value || text === '' ? node : { ...node, value: path };
}

function absoluteContext(node: ComposeNode, folder: string): ComposeNode {
  const text = node.kind === 'scalar' ? scalarText(node) : '';
  return text.includes('://') || text.startsWith('service:') || isRemote(text) ? node : absolute(node, folder);
}

function withAbsoluteSource(mount: ComposeNode, folder: string): ComposeNode {
  if (mount.kind !== 'mapping' || scalarAt(mount, 'type')?.value !== 'bind') return mount;
  return mapEntries(mount, ({ key, value }: ComposeMappingEntry) => (key === 'source' && value.kind === 'scalar' ? absolute(value, folder) : value));
}

/** A volume of the `local` driver that is a bind mount in truth. */
function withAbsoluteDevice(volume: ComposeNode, folder: string): ComposeNode {
  if (volume.kind !== 'mapping') return volume;
  const isBind = scalarAt(volume, 'driver')?.value === 'local' && scalarAt(volume, 'driver_opts', 'o')?.value === 'bind';
  if (!isBind) return volume;
  return mapEntries(volume, ({ key, value: options }) => {
    if (key !== 'driver_opts' || options.kind !== 'mapping') return options;
    return mapEntries(options, ({ key: name, value }) => (name === 'device' && value.kind === 'scalar' ? absolute(value, folder) : value));
  });
}
