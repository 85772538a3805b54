import { readYamlDocuments } from '../../compose/yamlDocuments';
import { count } from '../../wording';
import { listOf, textOf, unmet, verdict, type Parameters, type StaticConditions, type Verdict } from '../condition';
import type { LabFiles } from '../labFiles';
import { missing } from './files';

/**
 * Conditions on the answers that a learner writes into a YAML mapping. Capitals do not matter, nor blanks around an answer, nor
 * what joins two words (`virtual machine`, `virtual-machine`), nor whether a yes is written as `true`.
 */
export const answerConditions: StaticConditions = {
  /** One answer. `also`: other ways to say it. */
  'answers-equal': {
    parameters: { file: 'string', question: 'string', answer: 'string', also: 'list?' },
    check: onAnswer((answer, parameters) => {
      if (typeof answer !== 'string') return unmet('The answer is a list, and one word is wanted');
      const wanted = [textOf(parameters, 'answer'), ...listOf(parameters, 'also')];
      return verdict(wanted.some((each) => comparable(each) === comparable(answer)), () => `The answer is: ${answer}`);
    }),
  },
  /** A list in this order. */
  'answers-ordered': {
    parameters: { file: 'string', question: 'string', answers: 'list' },
    check: onAnswer((answer, parameters) => {
      if (!Array.isArray(answer)) return notAList;
      const wanted = listOf(parameters, 'answers').map(comparable);
      const wrong = wanted.findIndex((each, index) => comparable(answer[index] ?? '') !== each);
      if (wrong < 0 && answer.length === wanted.length) return verdict(true, () => '');
      return unmet(wrong >= 0 && wrong < answer.length ? `Number ${wrong + 1} is: ${answer[wrong]!}` : `The list has ${count(answer.length, 'item')}`);
    }),
  },
  /** A list in any order. */
  'answers-set': {
    parameters: { file: 'string', question: 'string', answers: 'list' },
    check: onAnswer((answer, parameters) => {
      if (!Array.isArray(answer)) return notAList;
      const wanted = new Set(listOf(parameters, 'answers').map(comparable));
      const given = new Set(answer.map(comparable));
      const right = [...given].filter((each) => wanted.has(each)).length;
      const isMet = right === wanted.size && given.size === wanted.size;
      return verdict(isMet, () => `${right} of ${wanted.size} ${right === 1 ? 'is' : 'are'} there${given.size > right ? `, and ${given.size - right} should not be` : ''}`);
    }),
  },
};

const notAList = unmet('The answer is no list');

type Answer = string | readonly string[];

function onAnswer(judge: (answer: Answer, parameters: Parameters) => Verdict) {
  return (parameters: Parameters, files: LabFiles): Verdict => {
    const file = textOf(parameters, 'file');
    const text = files.text(file);
    if (text === undefined) return unmet(missing(file));
    const answers = readAnswers(text);
    if (!answers) return unmet(`${file} cannot be read as YAML with a line for each answer`);
    const answer = answers.get(textOf(parameters, 'question'));
    return answer === undefined || answer.length === 0 ? unmet('There is no answer yet') : judge(answer, parameters);
  };
}

/** Longer lists are no answers. */
const mostItems = 200;

/** By question; undefined where the text is no YAML mapping. What is neither a word nor a list of words is left out. */
function readAnswers(text: string): ReadonlyMap<string, Answer> | undefined {
  const value = readMapping(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).flatMap(([question, given]): [string, Answer][] => {
    if (Array.isArray(given)) return [[question, given.slice(0, mostItems).map((item) => wordOf(item) ?? '')]];
    const answer = wordOf(given);
    return answer === undefined ? [] : [[question, answer]];
  }));
}

/** The only document's value; undefined where the text is no YAML, or nested or repeated beyond what a person writes. */
function readMapping(text: string): unknown {
  try {
    const [document, ...more] = readYamlDocuments(text, { prettyErrors: false });
    return document && more.length === 0 && document.errors.length === 0 ? document.toJS({ maxAliasCount: 10 }) : undefined;
  } catch {
    return undefined;
  }
}

function wordOf(value: unknown): string | undefined {
  return value === null || value === undefined || typeof value === 'object' ? undefined : plain(String(value));
}

/** Two answers that mean the same give the same text. */
function comparable(text: string): string {
  const joined = plain(text).replace(/(?<=\w)[ _-](?=\w)/g, '-');
  return joined === 'true' ? 'yes' : joined === 'false' ? 'no' : joined;
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
