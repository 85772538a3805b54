import type { Dockerfile, Span } from '../dockerfile/syntax';
import { renameStage, stageRenameRefusal, type RenameResult } from './stageRename';
import { touches, type Occurrence } from './occurrence';
import { stageThings, type StageThing } from './stageOccurrences';
import { variableIndex, type VariableIndex } from './variableOccurrences';
import { renameVariable, variableRenameRefusal } from './variableRename';
import type { VariableGroup } from './variableScope';

/** The stage or variable under the cursor. */
export type FoundThing =
  | { readonly kind: 'stage'; readonly thing: StageThing; readonly at: Occurrence }
  | { readonly kind: 'variable'; readonly thing: VariableGroup; readonly at: Occurrence; readonly index: VariableIndex };

/** Finds the stage or variable whose name stands at a file offset. */
export function thingAt(dockerfile: Dockerfile, offset: number): FoundThing | undefined {
  for (const thing of stageThings(dockerfile)) {
    const at = thing.occurrences.find(({ span }) => touches(span, offset));
    if (at) return { kind: 'stage', thing, at };
  }
  const index = variableIndex(dockerfile);
  for (const thing of index.groups) {
    const at = thing.occurrences.find(({ span }) => touches(span, offset));
    if (at) return { kind: 'variable', thing, at, index };
  }
  return undefined;
}

/** Where the thing under the cursor is defined (textDocument/definition): for a use, the definition that counts there. */
export function definitionSpan(found: FoundThing): Span | undefined {
  if (found.kind === 'variable') {
    const { at, index } = found;
    return (index.definitions.get(at) ?? (at.role === 'definition' ? at : undefined))?.span;
  }
  const definition = found.thing.occurrences.find(({ role }) => role === 'definition');
  // A stage without a name is defined by its FROM.
  return definition?.span ?? found.thing.stage.from.image?.span ?? found.thing.stage.from.keywordSpan;
}

/** Why the thing cannot be renamed, whatever the new name (textDocument/prepareRename). */
export function renameRefusal(dockerfile: Dockerfile, found: FoundThing): string | undefined {
  return found.kind === 'stage' ? stageRenameRefusal(dockerfile, found.thing) : variableRenameRefusal(dockerfile, found.thing, found.index);
}

/** Renames the thing at every place, or says why not (textDocument/rename). */
export function renameThing(dockerfile: Dockerfile, found: FoundThing, newName: string): RenameResult {
  return found.kind === 'stage' ? renameStage(dockerfile, found.thing, newName) : renameVariable(dockerfile, found.thing, found.index, newName);
}
