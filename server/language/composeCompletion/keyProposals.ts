import type { SchemaPath } from '../compose/schema/schemaPaths';
import { composeKey, composeTextId } from '../hover/composeHoverIds';
import type { Proposal } from '../completion/proposal';
import { usualKeys } from './knownComposeValues';
import type { WritingStyle } from './writingStyle';

/** A proposal for a compose file. */
export interface ComposeProposal extends Proposal {
  /** True where what comes next is a matter for proposals again. */
  readonly continues?: boolean;
  /** Set for what the Compose Specification's schema says, as other extensions read it: the key's place, or the value's. */
  readonly schemaPath?: string;
  /** True for a service, a network and so on of the project, and for a stage of its Dockerfile. */
  readonly isName?: boolean;
}

/** The schema's keys of a mapping that are not there yet, each with the start of its value. */
export function keyProposals(schema: SchemaPath, path: readonly string[], present: readonly string[], style: WritingStyle): ComposeProposal[] {
  const taken = new Set(present);
  return inUsualOrder(schema).filter(({ key }) => !taken.has(key)).map((place): ComposeProposal => {
    const textId = textIdOf([...path, place.key]);
    const insert = place.key + style.valueStart(place);
    return {
      label: place.key,
      insert,
      kind: 'flag',
      continues: true,
      schemaPath: place.path,
      ...(textId === undefined ? {} : { textId }),
      ...(place.since ? { detail: `from Compose ${place.since} on` } : {}),
      ...(place.isDeprecated || place.path === 'version' ? { deprecated: true } : {}),
    };
  });
}

/** The hover text of the place at some keys, `[]` for an item. */
export function textIdOf(path: readonly string[]): string | undefined {
  return composeTextId(composeKey(path.map((part) => (part === '[]' ? 0 : part))));
}

function inUsualOrder({ path, keys }: SchemaPath): readonly SchemaPath[] {
  const usual = usualKeys.get(path) ?? [];
  const rank = (key: string): number => (usual.includes(key) ? usual.indexOf(key) : usual.length);
  // `version` is the last: it does nothing any more.
  return [...keys.values()].sort((one, other) => Number(one.path === 'version') - Number(other.path === 'version') || rank(one.key) - rank(other.key));
}
