import type { ComposeNode, Place } from './composeNode';
import { scalarText } from './nodeEdits';
import { itemsAt, nodeAt, scalarAt } from './readNodes';

/** One entry of `include`. */
export interface Include {
  /** As written: the file and its overrides. */
  readonly paths: readonly { readonly text: string; readonly place: Place }[];
  readonly projectDirectory: string | undefined;
  readonly envFiles: readonly { readonly text: string; readonly place: Place }[];
  readonly place: Place;
}

/** The entries of a file's `include`, short and long. What has another shape is left to the schema. */
export function includesOf(file: ComposeNode): readonly Include[] {
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
