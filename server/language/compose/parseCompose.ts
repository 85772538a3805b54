import type { Problem } from '../dockerfile/syntax';
import { joinFlowLines } from './flowLines';
import { misplacedTabs } from './misplacedTabs';
import { joinQuotedLines } from './quotedLines';
import { readServices } from './readServices';
import type { ComposeFile, ComposeValue } from './composeFile';
import { withTemplateProblem } from './templateProblem';
import { duplicateKeyCode, ValueReader } from './valueReader';
import { NestingError, readYamlDocuments } from './yamlDocuments';
import { controlCharacterProblem, isDirectiveFault, isEscapedQuote, isOpenBracket, isOpenQuote, syntaxProblems, textProblem } from './yamlProblems';

/** UTF-16 characters. A compose file is text that people write; what is larger is data by mistake. */
const maximumComposeLength = 1_000_000;
const maximumProblems = 100;
const maximumJoins = 10;
const maximumJoinsAtOnce = 20;
/** Characters that are read again for it: a large file of quotes that are all open is left as it was read first. */
const mostReadAgain = 200_000;

/** Compose's YAML reader counts these as line ends; the library here does not. One character for one keeps all places. */
const lineBreaks = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/**
 * Reads a compose file: a value tree with a place for every key and value, its services, and what is wrong with its
 * YAML. Never throws. Only what Compose rejects in any project is an error here: bad YAML, a key twice, a file or a
 * service of the wrong shape. Files above one million characters are not read; `leftOut` says so.
 */
export function parseCompose(text: string): ComposeFile {
  const refused = textProblem(text, maximumComposeLength);
  if (refused) return { text, documents: [], services: [], problems: [refused], leftOut: refused.message };
  const problems: Problem[] = [];
  let leftOut: string | undefined;
  let documents: readonly ComposeValue[] = [];
  try {
    const reading = readDocuments(text.replace(lineBreaks, '\n'));
    documents = reading.documents;
    const control = controlCharacterProblem(text);
    for (const problem of control ? [control] : withTemplateProblem(reading.problems, text)) problems.push(problem);
  } catch (error) {
    // The file stays without facts.
    leftOut = error instanceof NestingError || error instanceof RangeError ? 'This file is nested too deeply to be read.' : 'This file could not be read as YAML.';
    problems.push({ code: 'yaml-unreadable', message: leftOut, span: { start: 0, end: firstLineEnd(text) }, severity: 'warning' });
  }
  // After a syntax error the tree is a guess: what it seems to lack is not said.
  const shapeProblems = problems.some(({ code }) => code !== duplicateKeyCode) ? [] : problems;
  const services = documents.flatMap((document) => readServices(document, shapeProblems));
  problems.sort((left, right) => left.span.start - right.span.start);
  if (problems.length > maximumProblems) leftOut ??= `Only the first ${maximumProblems} problems are shown.`;
  return { text, documents, services, problems: problems.slice(0, maximumProblems), leftOut };
}

interface Reading {
  readonly documents: readonly ComposeValue[];
  readonly problems: readonly Problem[];
  readonly hasSyntaxErrors: boolean;
  /** Where the first quote opens that seems never to be closed, and each bracket. */
  readonly open: readonly number[];
}

/** Reads again with the lines of open quotes and brackets joined, as long as that helps; otherwise what was read first stands. */
function readDocuments(text: string): Reading {
  const first = readOnce(text);
  let reading = first;
  let joined = text;
  for (let attempt = 0; attempt < maximumJoins && attempt * text.length < mostReadAgain && reading.open.length > 0; attempt++) {
    const before = joined;
    joined = reading.open.slice(0, maximumJoinsAtOnce).reduce(joinLines, before);
    if (joined === before) return first;
    reading = readOnce(joined);
  }
  return reading.hasSyntaxErrors ? first : reading;
}

function joinLines(text: string, open: number): string {
  return (/["']/.test(text[open]!) ? joinQuotedLines(text, open) : joinFlowLines(text, open)) ?? text;
}

function readOnce(text: string): Reading {
  const problems: Problem[] = [];
  const open: number[] = [];
  let hasSyntaxErrors = false;
  const parsed = readYamlDocuments(text, {
    logLevel: 'silent',
    prettyErrors: false,
    strict: false,
    // Checked by the value reader: the library compares every key with every other.
    uniqueKeys: false,
    version: '1.2',
  });
  const documents: ComposeValue[] = [];
  for (const document of parsed) {
    const found: Problem[] = [];
    const reader = new ValueReader(text, found);
    const value = reader.read(document.contents);
    const errors = [...document.warnings.filter(isDirectiveFault), ...document.errors.filter((error) => !isEscapedQuote(error, text))];
    hasSyntaxErrors ||= errors.length > 0;
    const quote = errors.filter(isOpenQuote).map(({ pos }) => reader.quoteStarts.get(pos[0])).find((start) => start !== undefined);
    open.push(...(quote === undefined ? errors.filter(isOpenBracket).flatMap(({ pos }) => reader.bracketStarts.get(pos[0]) ?? []) : [quote]));
    for (const problem of syntaxProblems(errors, text, (end) => reader.quoteStarts.get(end))) problems.push(problem);
    // There may be more than a call takes arguments.
    for (const problem of found) if (errors.length === 0 || problem.code === duplicateKeyCode) problems.push(problem);
    if (value.kind === 'scalar' && value.isNull) continue;
    documents.push(value);
    const shape = value.kind === 'alias' ? value.target?.kind : value.kind;
    if (shape !== 'mapping' && errors.length === 0) problems.push(notMapping(shape === 'list' ? 'a list' : 'a single value', value));
  }
  const tab = hasSyntaxErrors ? undefined : misplacedTabs(text);
  return { documents, problems: tab ? [...problems, tab] : problems, hasSyntaxErrors, open };
}

function notMapping(what: string, value: ComposeValue): Problem {
  const message = `A compose file is a mapping with keys such as \`services:\`; this one is ${what}.`;
  return { code: 'compose-not-a-mapping', message, span: value.span, severity: 'error' };
}

function firstLineEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}
