import type { ComposeNode, Place } from './composeNode';
import { scalarText } from './nodeEdits';
import type { ProjectReading } from './projectReading';
import { itemsAt, nodeAt, scalarAt } from './readNodes';

/** One entry of `include`. */
export interface Include {
  /** As written: the file and its overrides. */
  readonly paths: readonly { readonly text: string; readonly place: Place }[];
  readonly projectDirectory: string | undefined;
  readonly envFiles: readonly { readonly text: string; readonly place: Place }[];
  readonly place: Place;
}

/** The entries of a file's `include`, short and long. Another shape is a fault; the schema never sees this key. */
export function includesOf(file: ComposeNode, reading: ProjectReading): readonly Include[] {
  const include = nodeAt(file, 'include');
  if (include && include.kind !== 'list' && !(include.kind === 'scalar' && include.value === null)) {
    reading.fault('include-not-a-list', '`include` takes a list: write the file behind a dash, on a line of its own. Compose rejects anything else.', include.place);
  }
  const odd = itemsAt(file, 'include').find((item) => item.kind === 'list' || (item.kind === 'scalar' && item.value !== null && typeof item.value !== 'string'));
  if (odd) reading.fault('include-not-a-list', 'An entry of `include` is a path, or a mapping with `path`. Compose rejects anything else.', odd.place);
  return itemsAt(file, 'include').flatMap((item): Include[] => {
    const paths = item.kind === 'scalar' ? textsOf(item) : textsOf(nodeAt(item, 'path'));
    if (paths.length === 0) return [];
    const directory = scalarAt(item, 'project_directory');
    return [{ paths, projectDirectory: directory && scalarText(directory), envFiles: textsOf(nodeAt(item, 'env_file')), place: item.place }];
  });
}

function textsOf(node: ComposeNode | undefined): { text: string; place: Place }[] {
  if (!node) return [];
  if (node.kind === 'scalar') return node.value === null ? [] : [{ text: scalarText(node), place: node.place }];
  return node.kind === 'list' ? node.items.flatMap(textsOf) : [];
}
