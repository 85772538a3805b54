import type { DockerCommand, GraphDetails } from '../../../protocol/graphDetails';
import { plainLine, shorten } from '../../wording';
import type { DaemonFacts } from '../daemonFacts';
import type { GraphIndex } from './graphIndex';
import type { DetailsSurroundings } from './surroundings';

/** What every kind of details is made of. */
export interface DetailsInput {
  readonly facts: DaemonFacts;
  readonly index: GraphIndex;
  readonly around: DetailsSurroundings;
}

/** What one kind tells; what all kinds have in common is added in `graphDetails.ts`. */
export type OwnDetails = Pick<GraphDetails, 'paragraphs' | 'facts' | 'command' | 'layers' | 'related' | 'commands'> & {
  /** Cues beyond those of the node, and those of the node that do not hold. */
  readonly moreCues?: readonly string[];
  readonly withoutCues?: readonly string[];
};

export type Fact = GraphDetails['facts'][number];

/** Of containers that are not read any may use a thing of which none is known to. */
export function areUsersUnknown(users: number, { incomplete }: DaemonFacts): boolean {
  return users === 0 && incomplete?.includes('containers') === true;
}

const longestValue = 600;

/** A fact; nothing where its value is not known. Lines of `value` stay lines. */
export function fact(name: string, value: string | undefined): readonly Fact[] {
  if (value === undefined || value === '') return [];
  const lines = value.split('\n').map((line) => shorten(plainLine(line), longestValue));
  return [{ name, value: lines.join('\n') }];
}

/** A command, or nothing where there is no daemon or the line cannot be written. */
export type CommandMaker = (title: string, plain: readonly string[], words: readonly (string | undefined)[], changes?: boolean, after?: readonly string[]) => readonly DockerCommand[];
