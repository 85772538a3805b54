import type { Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { baseName } from '../context/contextPath';
import { lineOf } from '../textPosition';

/** `Line 3`, or `Line 3 of other.yaml` where the project has several files. */
export function placeWords({ texts }: ComposeProject, { path, span }: Place): string {
  const line = `Line ${lineOf(texts.get(path) ?? '', span.start)}`;
  return texts.size > 1 ? `${line} of ${baseName(path)}` : line;
}
