import { readJsonForm } from '../dockerfile/jsonForm';
import type { LogicalText } from '../dockerfile/logicalText';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { readBrokenJsonList, type BrokenJsonList, type JsonListFault } from '../process/jsonList';
import { lineEnd } from './lineEnd';
import type { Fix, Rule, RuleFact, SpanEdit } from './rule';

export interface BrokenJsonFormFact extends RuleFact {
  readonly keyword: string;
  readonly fault: JsonListFault;
  readonly edits: readonly SpanEdit[] | undefined;
}

/**
 * A text that is meant as a JSON list and is none. BuildKit takes it as shell form, or as plain words, and says nothing
 * (parser/line_parsers.go `parseMaybeJSON`). SHELL is not asked: there it is an error.
 */
export const brokenJsonForm: Rule<BrokenJsonFormFact> = {
  id: 'broken-json-form',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile }) {
    return dockerfile.instructions.flatMap((instruction) => {
      const asked = instruction.keyword === 'ONBUILD' ? instruction.trigger : instruction;
      const text = asked && brokenText(asked);
      const list = text && readBrokenJsonList(text, asked.keyword === 'RUN');
      if (!asked || !list) return [];
      return [{ span: asked.keywordSpan, keyword: asked.keyword, fault: list.fault, edits: editsOf(dockerfile, instruction, text, list) }];
    });
  },
  message({ keyword, fault, edits }) {
    const obstacle = edits ? '' : ' There is no automatic fix, because what was meant is not certain.';
    const effect = `${effects[keyword] ?? shellEffect}${fault === 'comment behind' || fault === 'text behind' ? olderEffect : ''}`;
    return `Docker does not read this as a JSON list: ${faults[fault]}. ${effect} Write the words in double quotes, with one comma between two.${obstacle}`;
  },
  fix({ edits }): Fix | undefined {
    return edits && { title: 'Make it a JSON list', edits };
  },
};

const faults: Readonly<Record<JsonListFault, string>> = {
  'single quotes': 'JSON knows no single quotes',
  'typographic quotes': 'the quotes are typographic ones',
  'no quotes': 'a word has no quotes',
  'open quote': 'a quote stays open',
  'missing comma': 'a comma is missing between two words',
  'extra comma': 'there is a comma too many',
  'missing bracket': 'the closing bracket is missing',
  backslash: 'a backslash in JSON is written twice',
  'comment behind': 'a comment stands behind it in the same line',
  'text behind': 'more text stands behind it',
};

const shellEffect = 'It gives the whole text, brackets included, to the shell.';

/** BuildKit reads only the first JSON value before `dockerfile/1.9` (commit 80518e257). Observed with Engine 20.10 and 26.1. */
const olderEffect = ' Before Dockerfile syntax 1.9 it ignores what stands behind the list.';

const effects: Readonly<Record<string, string>> = {
  VOLUME: 'It takes each word, brackets and commas included, as a path.',
  COPY: 'It takes each word, brackets and commas included, as a path.',
  ADD: 'It takes each word, brackets and commas included, as a path.',
};

/** The text that begins like a list, where BuildKit has not read it as one. */
function brokenText(instruction: Instruction): LogicalText | undefined {
  switch (instruction.keyword) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return instruction.command?.form === 'shell' && instruction.command.brokenJson ? instruction.command.text : undefined;
    case 'COPY':
    case 'ADD':
    case 'VOLUME':
      return !instruction.json && instruction.heredocs.length === 0 && startsLikeList(instruction.argumentText) ? instruction.argumentText : undefined;
    default:
      return undefined;
  }
}

/** A list of other things than texts is JSON, and an error. */
function startsLikeList(text: LogicalText): boolean {
  return /^\[\s*["'“”‘’]/.test(text.text) && readJsonForm(text).kind === 'broken';
}

/** A comment behind the list goes to a line of its own above the instruction. */
function editsOf({ text }: Dockerfile, { span }: Instruction, logical: LogicalText, { edits, commentAt }: BrokenJsonList): readonly SpanEdit[] | undefined {
  if (!edits || commentAt === undefined) return edits;
  const comment = logical.spanOf(commentAt, logical.text.length);
  const line = text.slice(comment.start, comment.end);
  if (line.includes('\n')) return undefined;
  const blanks = /[^\S\n]*$/.exec(text.slice(span.start, comment.start))![0].length;
  return [
    { span: { start: span.start, end: span.start }, newText: `${line}${lineEnd(text, span)}` },
    ...edits,
    { span: { start: comment.start - blanks, end: comment.end }, newText: '' },
  ];
}
