import type { Place } from '../compose/project/composeNode';
import type { ComposeNotice, ComposeProject } from '../compose/project/composeProject';
import type { Fix } from '../rules/rule';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { placeKey, valuesThatMayBeEmpty } from './emptyVariables';

export interface UnsetVariableFact extends ComposeRuleFact {
  readonly variable: string;
  /** Places in this file where it is used without a default. */
  readonly uses: number;
  readonly fix: Fix | undefined;
}

/**
 * A variable that neither `.env` nor a default gives a value: Compose logs it once and goes on with an empty text. Silent
 * where the file is only a part of a project, whose other parts may say what it is.
 */
export const unsetVariable: ComposeRule<UnsetVariableFact> = {
  id: 'unset-variable',
  severity: 'warning',
  alsoKnownAs: [],
  check: ({ project }) => (project.isWhole ? factsOf(project) : []),
  message: ({ variable, uses }) =>
    `\`${variable}\` has no value here: unless the shell sets it, Compose warns and uses an empty text${uses > 1 ? `, ${uses} times in this file` : ''}. Set it in \`.env\`, or give it a default: \`\${${variable}:-…}\`.`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

/** One for each variable of a file, at its first use. */
function factsOf(project: ComposeProject): UnsetVariableFact[] {
  const { notices, texts } = project;
  const found = new Map<string, UseOfVariable[]>();
  const mayBeEmpty = notices.length === 0 ? new Set<string>() : valuesThatMayBeEmpty(project);
  const needed = new Set<string>();
  for (const value of valuesOf(notices).values()) {
    for (const use of usesIn(texts.get(value.place.path) ?? '', value)) {
      const key = `${use.path}\n${use.variable}`;
      if (!mayBeEmpty.has(placeKey(value.place))) needed.add(key);
      const known = found.get(key);
      if (known) known.push(use);
      else found.set(key, [use]);
    }
  }
  return [...found].map(([key, uses]): UnsetVariableFact => {
    const [{ variable, path, span: first }] = uses as [UseOfVariable];
    const fix: Fix | undefined = needed.has(key) ? undefined : { title: `Let \`${variable}\` be empty`, edits: uses.map(({ span }) => ({ span, newText: `\${${variable}:-}` })) };
    return { place: { path, span: first }, variable, uses: uses.length, fix };
  });
}

/** A value of a file, and the variables in it that have none. */
interface ValueWithUnset {
  readonly place: Place;
  readonly unset: Set<string>;
}

interface UseOfVariable extends Place {
  readonly variable: string;
}

/** In file order. An alias brings one value to many places, and each of them is noted: it is read once. */
function valuesOf(notices: readonly ComposeNotice[]): ReadonlyMap<string, ValueWithUnset> {
  const values = new Map<string, ValueWithUnset>();
  const unset = notices.filter(({ code }) => code === 'unset-variable').sort(({ place: one }, { place: other }) => one.span.start - other.span.start);
  for (const { place, variable = '' } of unset) {
    const key = `${place.path}\n${place.span.start}`;
    const value = values.get(key) ?? { place, unset: new Set() };
    values.set(key, value);
    value.unset.add(variable);
  }
  return values;
}

/** `$NAME` and `${NAME}` as written in a value; a doubled dollar is none. */
function usesIn(text: string, { place: { path, span: { start, end } }, unset }: ValueWithUnset): UseOfVariable[] {
  const uses: UseOfVariable[] = [];
  for (const { index, 0: written, 1: braced, 2: plain } of text.slice(start, end).matchAll(/\$\$|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g)) {
    const variable = braced ?? plain;
    if (variable !== undefined && unset.has(variable)) uses.push({ path, span: { start: start + index, end: start + index + written.length }, variable });
  }
  return uses;
}
