import { isWordSeparator } from './characters';
import type { LogicalText } from './logicalText';
import type { KeyValue, Problem } from './syntax';
import { splitQuotedWords, wordOf, type LogicalWord } from './words';

/**
 * The pairs of ENV, LABEL and ARG (BuildKit `parseNameVal` and `parseNameOrNameVal`). ENV and LABEL know the old form
 * `NAME value`, decided by whether the first word has an `=`; ARG takes names without value.
 */
export function parseKeyValues(
  keyword: 'ENV' | 'LABEL' | 'ARG',
  logical: LogicalText,
  escape: string,
  problems: Problem[],
): readonly KeyValue[] {
  const words = splitQuotedWords(logical.text, escape);
  const first = words[0];
  if (!first) return [];
  if (keyword !== 'ARG' && !first.text.includes('=')) return parseLegacyPair(keyword, logical, problems);
  return words.flatMap((word) => {
    if (keyword !== 'ARG' && !word.text.includes('=')) {
      problems.push({
        code: 'missing-equals',
        message: `Syntax error - can't find = in ${JSON.stringify(word.text)}. Must be of the form: name=value`,
        span: logical.spanOf(word.start, word.end),
        severity: 'error',
      });
      return [];
    }
    return [pairOf(logical, word)];
  });
}

function pairOf(logical: LogicalText, word: LogicalWord): KeyValue {
  const span = logical.spanOf(word.start, word.end);
  const equals = logical.text.indexOf('=', word.start);
  if (equals < 0 || equals >= word.end) return { name: { text: word.text, span }, value: undefined, legacy: false, span };
  // An escape at the very end is not in `word.text`; the text of the file is what the spans must match.
  const value = { text: word.text.slice(word.text.indexOf('=') + 1), span: logical.spanOf(equals + 1, word.end) };
  return { name: wordOf(logical, word.start, equals), value, legacy: false, span };
}

function parseLegacyPair(keyword: string, logical: LogicalText, problems: Problem[]): readonly KeyValue[] {
  const { text } = logical;
  let nameEnd = 0;
  while (nameEnd < text.length && !isWordSeparator(text[nameEnd]!)) nameEnd++;
  let valueStart = nameEnd;
  while (valueStart < text.length && isWordSeparator(text[valueStart]!)) valueStart++;
  const name = wordOf(logical, 0, nameEnd);
  if (valueStart === nameEnd) {
    problems.push({ code: 'missing-value', message: `${keyword} must have two arguments`, span: name.span, severity: 'error' });
    return [{ name, value: undefined, legacy: true, span: name.span }];
  }
  return [{ name, value: wordOf(logical, valueStart, text.length), legacy: true, span: logical.span }];
}
