import { isMapping, nodeAt } from '../compose/project/readNodes';
import type { ComposeNode } from '../compose/project/composeNode';
import type { SchemaPath } from '../compose/schema/schemaPaths';
import type { ComposeCompletionFacts } from './composeCompletionFacts';
import type { NamedSection } from './composeNames';
import type { Slot, WritingPlace } from './writingPlace';
import type { WritingStyle } from './writingStyle';

/** What the proposals of one slot are made from. */
export interface ProposalContext {
  readonly text: string;
  readonly place: WritingPlace;
  readonly slot: Slot;
  /** What stands at the slot's path; for an item, of the list. */
  readonly schema: SchemaPath;
  readonly style: WritingStyle;
  readonly facts: ComposeCompletionFacts;
  /** Of the whole project, as far as it is known. */
  readonly names: (section: NamedSection) => readonly string[];
}

/** The service that the slot is in, as its project has it. */
export function ownService({ slot, facts }: ProposalContext): ComposeNode | undefined {
  const [section, name = ''] = slot.path;
  const service = section === 'services' ? nodeAt(facts.project?.model, 'services', name) : undefined;
  return isMapping(service) ? service : undefined;
}
