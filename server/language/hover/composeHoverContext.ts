import type { ComposeDocumentFacts } from '../composeDocumentFacts';
import type { ComposeFile, ComposeService, ComposeValue } from '../compose/composeFile';
import type { ComposePlace } from '../compose/composePlace';
import { asText } from '../compose/composeValues';
import { interpolate, noVariables, type Interpolated, type Variables, type VariableSource, type VariableUse } from '../compose/interpolation';
import { mask, maskSecrets } from '../maskSecrets';
import { foundOnce } from '../foundOnce';
import { inlineCode } from '../wording';
import { showValue } from './showValue';

/**
 * Everything that is known about a compose file beside its text. All of it may be missing: without a project the file
 * counts as all there is.
 */
export interface ComposeFacts extends Partial<ComposeDocumentFacts> {
  /** Of the `.env` beside the file; undefined where none was read. The user's shell is never known. */
  readonly variables?: Variables;
  /** Absolute folder of the compose file. */
  readonly folder?: string;
}

/** What the fact functions of a compose hover look at. */
export interface ComposeHoverContext {
  readonly file: ComposeFile;
  readonly place: ComposePlace;
  readonly facts: ComposeFacts;
  /** The service that the place is in. */
  readonly service: ComposeService | undefined;
  /** A value's text with variables filled in and secrets masked; undefined where it is no single value. */
  readonly text: (value: ComposeValue | undefined) => string | undefined;
  /** The same for text that was already read. */
  readonly fillIn: (text: string) => string;
}

/** What hovers at a place of a file read from; values come with variables filled in and secrets masked. */
export function composeHoverContext(file: ComposeFile, place: ComposePlace, facts: ComposeFacts): ComposeHoverContext {
  const { start } = place.span;
  const service = place.path[0] === 'services' ? file.services.find(({ span }) => span.start <= start && start <= span.end) : undefined;
  const variables = maskedVariables(facts.variables ?? noVariables);
  const fillIn = (text: string): string => fillInMasked(text, variables);
  const text = (value: ComposeValue | undefined): string | undefined => {
    const found = asText(value);
    return found && fillIn(found.text);
  };
  return { file, place, facts, service, text, fillIn };
}

/** Text of the file as inline code, secrets masked. */
export function code(text: string): string {
  return inlineCode(maskSecrets(text));
}

/** The variables that have no known value: where there are some, computed facts would be guesses. */
export function unknownVariables(text: string): string[] {
  const { uses }: Interpolated = interpolate(text);
  return [...new Set(uses.filter(({ value }) => value === undefined).map(({ name }) => name))];
}

const maskedVariables = foundOnce((variables: Variables): Variables => {
  const masked = new Map<string, VariableSource>();
  for (const [name, found] of variables) masked.set(name, isSecret(name, found.value) ? { ...found, value: mask } : found);
  return masked;
});

function fillInMasked(text: string, variables: Variables): string {
  const { text: filled, uses } = interpolate(text, variables);
  return maskUses(filled, uses.filter(({ from }) => from === 'default'));
}

/** A text that variables were filled into, without the values of those that look like secrets. */
export function maskUses(text: string, uses: readonly VariableUse[]): string {
  return uses.reduce((masked, { name, value }) => (value && isSecret(name, value) ? masked.replaceAll(value, mask) : masked), text);
}

function isSecret(name: string, value: string): boolean {
  return value !== '' && showValue(name, value).includes(mask);
}
