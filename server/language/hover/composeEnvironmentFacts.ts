import type { ComposeValue } from '../compose/composeFile';
import { asList, asText, valueOf, withoutAlias } from '../compose/composeValues';
import { interpolate, type VariableUse } from '../compose/interpolation';
import { homeFolder } from '../compose/project/projectVariables';
import { keyValues } from '../compose/readServices';
import { mask } from '../maskSecrets';
import { inlineCode } from '../wording';
import { addressFacts } from './composeAddressFacts';
import { allVariablesFacts, containerVariables, hiddenFacts, overruledVariable } from './composeContainerVariables';
import type { ComposeHoverContext } from './composeHoverContext';
import { mostItems, serviceEntry } from './composeServiceItems';
import { showValue } from './showValue';

/** The variable at hand with the value that the container gets, or how many there are. */
export function environmentFacts(context: ComposeHoverContext): string[] {
  const value = serviceEntry(context, 'environment')?.value;
  const pairs = keyValues(value);
  const at = context.place.path[3];
  if (at === undefined) return allVariablesFacts(context);
  const pair = typeof at === 'number' ? keyValueOf(asList(value)?.[at]) : pairs.find(({ name }) => name === at);
  if (!pair) return [];
  const variable = containerVariables(context).get(pair.name);
  const overruled = variable && overruledVariable(context, variable);
  if (overruled !== undefined) return [overruled];
  const hidden = variable ? hiddenFacts(context, variable) : [];
  const scalar = typeof at === 'number' ? undefined : withoutAlias(valueOf(value, at));
  const reading = scalar?.kind === 'scalar' && scalar.style === 'plain' && pair.value !== undefined ? unquotedReading(pair.value) : undefined;
  if (reading !== undefined) {
    return [`Without quotes YAML reads ${inlineCode(pair.value!)} as another kind of value: the container gets ${inlineCode(reading)} (Compose 2.26). Put it in quotes.`, ...hidden];
  }
  // At the value its variables are explained in any case.
  const uses = scalar && context.place.part === 'key' ? variableFacts({ ...context, place: { ...context.place, part: 'value', value: scalar } }) : [];
  return [describeVariable(context, pair), ...uses, ...hidden, ...addressFacts(context, pair.name)];
}

function keyValueOf(item: ComposeValue | undefined): { name: string; value: string | undefined } | undefined {
  const text = asText(item)?.text;
  if (text === undefined) return undefined;
  const equals = text.indexOf('=');
  return equals < 0 ? { name: text, value: undefined } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

function describeVariable({ facts }: ComposeHoverContext, { name, value }: { name: string; value: string | undefined }): string {
  if (value === undefined) {
    const known = facts.variables?.get(name);
    const otherwise = known ? `otherwise it is ${showValue(name, known.value)} (from ${known.source})` : 'where it is not set there, the container does not get it';
    return `${inlineCode(name)} is passed on from the shell that runs Compose; ${otherwise}.`;
  }
  const { text, uses } = interpolate(value, facts.variables);
  const names = uses.filter((use) => use.value === undefined).map((use) => use.name);
  if (names.length > 0) return `${inlineCode(name)} depends on ${names.map((unknown) => inlineCode(unknown)).join(', ')}, not known here.`;
  const hasSecret = uses.some((use) => use.value && showValue(use.name, use.value) !== inlineCode(use.value));
  const home = uses.some((use) => use.source === homeFolder) ? ', with the path of the home folder for `~`' : '';
  return `The container gets ${inlineCode(name)} = ${hasSecret ? showValue('SECRET', text) : showValue(name, text)}${home}.`;
}

/** What Compose 2.26 passes for a plain value that YAML reads as a number or a date, where that differs from its text. */
function unquotedReading(text: string): string | undefined {
  if (/^[-+]?0[0-7]{1,12}$/.test(text)) {
    const octal = String(parseInt(text, 8));
    return octal === text ? undefined : octal;
  }
  if (/^0x[0-9a-fA-F]{1,12}$|^0o[0-7]{1,12}$|^0b[01]{1,32}$/.test(text)) return String(Number(text));
  if (/^\d{1,5}\.\d{0,6}0$/.test(text)) return String(Number(text));
  if (/^(True|TRUE|False|FALSE)$/.test(text)) return text.toLowerCase();
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text} 00:00:00 +0000 UTC`;
  return undefined;
}

/** What became of each `${…}` of the single value at hand. */
export function variableFacts({ place, facts }: ComposeHoverContext): string[] {
  if (place.part !== 'value') return [];
  const text = asText(place.value)?.text ?? '';
  const { uses, invalid } = interpolate(text, facts.variables);
  const faults = invalid.map((at) => `Compose rejects ${inlineCode(text.slice(at, at + 20))}: a variable is \`$NAME\` or \`\${NAME}\`; a plain dollar is written \`$$\`.`);
  return [...uses.slice(0, mostItems).map((use) => describeUse(use, text, facts)), ...faults];
}

function describeUse(use: VariableUse, text: string, facts: ComposeHoverContext['facts']): string {
  const written = inlineCode(maskedExpression(use, text), 60);
  const shown = use.value === undefined ? '' : showValue(use.name, use.value);
  const shell = 'a value in the shell wins';
  switch (use.from) {
    case 'variable':
      return use.value === undefined ? `${written}: ${use.name} is empty, and Compose stops with an error.` : `${written} is ${shown} (from ${use.source}; ${shell}).`;
    case 'default':
      return `${written} is ${showValue(use.name, use.value ?? '')}, its default: ${use.name} is ${use.source ? `empty in ${use.source}` : facts.variables ? 'not set in the `.env` file' : 'not known here'}; ${shell}.`;
    case 'replacement':
      return `${written} is ${shown}, because ${use.name} is set (from ${use.source}).`;
    case 'unknown':
      return `${written}: ${unknownWords(use)}`;
  }
}

/** The expression as written; a default or replacement that looks like a secret is masked in it too. */
function maskedExpression({ name, argument, start, end, operator }: VariableUse, text: string): string {
  const isSecret = argument !== '' && showValue(name, argument) !== inlineCode(argument);
  return isSecret ? `\${${name}${operator}${mask}}` : text.slice(start, end);
}

function unknownWords({ name, operator }: VariableUse): string {
  const unset = `${inlineCode(name)} is not known here; if the shell does not set it`;
  if (operator.endsWith('?')) return `${unset}, Compose stops with an error.`;
  if (operator.endsWith('+')) return `${unset}, this becomes empty.`;
  return `${unset}, Compose warns and uses an empty text.`;
}
