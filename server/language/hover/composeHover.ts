import type { ComposeFile } from '../compose/composeFile';
import type { Variables } from '../compose/interpolation';
import type { HoverResult } from './hoverResult';

/** What is known beside a compose file. */
export interface ComposeFacts {
  /** Values for `${…}`: the `.env` beside the file. */
  readonly variables: Variables;
}

/** The hover at a file offset of a compose file. */
export function composeHover(_file: ComposeFile, _offset: number, _facts: ComposeFacts): HoverResult | undefined {
  return undefined;
}
