import { schemaPathAt } from '../compose/schema/schemaPaths';
import type { Completion } from '../completion/dockerfileCompletion';
import type { ComposeCompletionFacts } from './composeCompletionFacts';
import { namesInText, sectionNames } from './composeNames';
import { composeValueProposals, variableProposals } from './composeValueProposals';
import { FragmentPaths } from './fragmentPath';
import { keyProposals, type ComposeProposal } from './keyProposals';
import { nameKeyProposals } from './nameProposals';
import { pathProposals } from './pathProposals';
import type { ProposalContext } from './proposalContext';
import { writingPlace, type Slot, type WritingPlace } from './writingPlace';
import { WritingStyle } from './writingStyle';

export interface ComposeCompletion extends Completion {
  readonly proposals: readonly ComposeProposal[];
  /** Blanks that stand in front of what is typed and are replaced with it. */
  readonly wrongIndentation: string;
}

/** What a plain word of a value is made of: the whole of it is replaced. */
const restOfWord = /[\w.:/@-]*/y;
/** A mount goes on behind the colon. */
const restOfPath = /[^\s:"',[\]{}]*/y;
const restOfKey = /[\w.-]*/y;
const restOfVariable = /\w*/y;

/** What fits at an offset of a compose file that may be half written (textDocument/completion). Never throws. */
export function composeCompletion(text: string, offset: number, facts: ComposeCompletionFacts = {}): ComposeCompletion | undefined {
  const written = writingPlace(text, offset);
  const place = written && inSchema(text, offset, written);
  if (!place) return undefined;
  const variable = place.slots.some(({ kind }) => kind === 'value') ? variableAt(text, offset, place, facts) : undefined;
  if (variable || place.isText) return variable;
  if (place.slots[0]!.kind === 'alias') return anchorsAt(text, offset, place);
  const keyEnd = endOf(restOfKey, text, offset);
  const hasKeys = place.slots.some(({ kind }) => kind === 'key');
  const hasColon = hasKeys && /^[ \t]*:(?:\s|$)/.test(text.slice(keyEnd, keyEnd + 50));
  const isMount = place.slots.some(({ path }) => path.length === 4 && path[2] === 'volumes');
  const end = hasColon ? keyEnd : endOf(isMount ? restOfPath : restOfWord, text, offset);
  const slots = place.slots.filter(({ kind }) => (kind === 'key' ? !/[\s:]/.test(place.typed) : !hasColon));
  const inText = namesInText(text, offset);
  const names: ProposalContext['names'] = (section) => sectionNames(section, inText, facts.project);
  const style = new WritingStyle(text, place);
  const around = { text, place, style, facts, names };
  const path = pathAt(slots, around, offset);
  if (path) return path;
  const proposals = slots.flatMap((slot) => slotProposals(slot, around));
  if (proposals.length === 0) return undefined;
  const { wrongIndentation = '' } = place;
  const lead = place.wrongIndentation === undefined ? place.lead : ' '.repeat(place.column);
  return {
    replaced: { start: offset - place.typed.length - wrongIndentation.length, end },
    wrongIndentation,
    proposals: proposals.map((proposal) => {
      const { label, insert = label } = proposal;
      // The colon behind a volume's name stands there already.
      return { ...proposal, insert: lead + (hasColon ? label : isMount && text[end] === ':' ? insert.replace(/:$/, '') : insert) };
    }),
  };
}

/** What stands below `x-` keys is a part of where an alias brings it. */
function inSchema(text: string, offset: number, place: WritingPlace): WritingPlace {
  if (!place.slots.some(({ path }) => path[0]?.startsWith('x-'))) return place;
  const fragments = new FragmentPaths(text, offset);
  return { ...place, slots: place.slots.map((slot) => ({ ...slot, path: fragments.resolve(slot.path) ?? slot.path })) };
}

type AroundSlot = Omit<ProposalContext, 'slot' | 'schema'>;

/** Behind a `/` or the `=` of a name: what lies in that folder. Only what stands behind it is replaced. */
function pathAt(slots: readonly Slot[], around: AroundSlot, offset: number): ComposeCompletion | undefined {
  const slot = slots.find(({ kind }) => kind === 'value');
  const schema = slot && schemaPathAt(slot.path);
  const found = schema && pathProposals({ ...around, slot, schema });
  if (!found || found.proposals.length === 0 || found.typed.length === around.place.typed.length) return undefined;
  return { replaced: { start: offset - found.typed.length, end: endOf(restOfPath, around.text, offset) }, proposals: found.proposals, wrongIndentation: '' };
}

function slotProposals(slot: Slot, around: AroundSlot): ComposeProposal[] {
  const schema = schemaPathAt(slot.path);
  if (!schema) return [];
  const context: ProposalContext = { ...around, slot, schema };
  if (slot.kind === 'key') return schema.canBeMapping ? [...nameKeyProposals(context), ...keyProposals(schema, slot.path, slot.present, context.style)] : [];
  if (slot.kind === 'item') return itemProposals(context);
  return schema.canBeScalar ? composeValueProposals(context) : [];
}

/** An item of a list with its dash: a single value, or the first key of a mapping. */
function itemProposals(context: ProposalContext): ComposeProposal[] {
  const { schema, slot, text, place } = context;
  const item = schema.item;
  if (!item) return [];
  const inItem: ProposalContext = { ...context, schema: item, slot: { kind: 'value', path: [...slot.path, '[]'], present: slot.present } };
  const values = item.canBeScalar ? composeValueProposals(inItem) : [];
  const style = new WritingStyle(text, { ...place, column: place.column + dash.length });
  const keys = item.canBeMapping ? keyProposals(item, inItem.slot.path, [], style) : [];
  return [...values, ...keys].map((proposal) => ({ ...proposal, insert: dash + (proposal.insert ?? proposal.label) }));
}

const dash = '- ';

/** Behind `$` or `${`. Compose fills variables in in every value, in keys in none. */
function variableAt(text: string, offset: number, place: WritingPlace, facts: ComposeCompletionFacts): ComposeCompletion | undefined {
  const match = /(?:^|[^$])(?:\$\$)*\$(\{?)(\w*)$/.exec(place.typed);
  if (!match) return undefined;
  const end = endOf(restOfVariable, text, offset);
  const closes = match[1] && !/^(?:\}|:?[-+?])/.test(text.slice(end, end + 2)) ? '}' : '';
  // What is being typed is no variable yet.
  const others = text.slice(0, offset - match[2]!.length - match[1]!.length - 1) + text.slice(end);
  const proposals = variableProposals({ facts, text: others }).map((proposal) => ({ ...proposal, insert: proposal.label + closes }));
  return proposals.length === 0 ? undefined : { replaced: { start: offset - match[2]!.length, end }, proposals, wrongIndentation: '' };
}

/** The anchors above. */
function anchorsAt(text: string, offset: number, place: WritingPlace): ComposeCompletion | undefined {
  const start = offset - place.typed.length;
  const names = new Set([...text.slice(0, start).matchAll(/(?:[\s[{,]|^)&([^\s,[\]{}]+)/g)].map(([, name]) => name!));
  const proposals = [...names].reverse().slice(0, 200).map((label): ComposeProposal => ({ label, kind: 'name', detail: 'anchor' }));
  return proposals.length === 0 ? undefined : { replaced: { start, end: endOf(restOfKey, text, offset) }, proposals, wrongIndentation: '' };
}

function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return offset + pattern.exec(text)![0].length;
}
