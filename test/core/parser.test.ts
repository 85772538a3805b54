import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDockerfile, printDockerfile } from '../../server/language/dockerfile/parser';
import type { Dockerfile, Instruction, Span } from '../../server/language/dockerfile/syntax';
import { validateDockerfile } from '../../server/language/dockerfile/validation/validate';
import { fileKindOfPath } from '../../server/language/fileKind';
import { textOf } from './fixtureFacts';
import { parseFixture } from './fixtureFile';

const folder = join(process.cwd(), 'test', 'fixtures');
const fixtureTexts = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.txtar'))
  .flatMap((name) => parseFixture(readFileSync(join(folder, name), 'utf8')).sections.filter((section) => fileKindOfPath(section.name) === 'dockerfile').map((section) => textOf(section)!));

/** A small generator of numbers from 0 to below 1, the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pieces = ['\\', '\\\n', '`', '"', "'", '<<EOF', '<<-E', 'EOF\n', '\n', '\r\n', '\r', '\t', ' ', '#', '# escape=`\n', '--', '--mount=', '=', ',', '[', ']', '"a", ', '${', '}', '$A', ':-', 'ONBUILD ', 'FROM ', 'RUN ', 'COPY ', 'ENV ', 'HEALTHCHECK ', '\u00a0', '\ufeff', '\0', 'é', '😀', '\ud800', 'x'];

/** Cuts, doubles and inserts at a few places. */
function mutate(text: string, random: () => number): string {
  let result = text;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    const at = Math.floor(random() * (result.length + 1));
    const end = Math.min(result.length, at + Math.floor(random() * 20));
    const kind = random();
    const piece = kind < 0.6 ? pieces[Math.floor(random() * pieces.length)]! : kind < 0.8 ? result.slice(at, end).repeat(2) : '';
    result = result.slice(0, at) + piece + result.slice(kind < 0.4 ? at : end);
  }
  return result;
}

/** Every `…Span` and `span` below a value. */
function spansOf(value: unknown, found: Span[] = [], seen = new Set<object>()): Span[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  const { start, end } = value as Partial<Span>;
  if (typeof start === 'number' && typeof end === 'number') found.push({ start, end });
  for (const child of Object.values(value)) spansOf(child, found, seen);
  return found;
}

function holds(text: string): void {
  const dockerfile = parseDockerfile(text);
  assert.equal(printDockerfile(dockerfile), text);
  let position = 0;
  for (const { span } of dockerfile.elements) {
    assert.equal(span.start, position);
    assert.ok(span.end > span.start);
    position = span.end;
  }
  assert.equal(position, text.length);
  for (const { start, end } of spansOf([...dockerfile.elements.map(withoutIndexes), dockerfile.problems, validateDockerfile(dockerfile)])) {
    assert.ok(start >= 0 && start <= end && end <= text.length, `${start}..${end} of ${text.length} in ${JSON.stringify(text)}`);
  }
}

/** A logical text's own indexes are not places in the file. */
function withoutIndexes(element: Dockerfile['elements'][number]): unknown {
  return element.kind === 'instruction' ? { ...element, argumentText: element.argumentText.span, command: undefined, trigger: undefined } : element;
}

suite('parser: lossless', () => {
  test('every fixture prints as it was read, and every place lies in the file', () => {
    assert.ok(fixtureTexts.length > 50);
    fixtureTexts.forEach(holds);
  });
  test('so does what is left of a fixture after random cuts and insertions', () => {
    const random = numbers(20_240_601);
    for (let round = 0; round < 4000; round++) {
      const text = mutate(fixtureTexts[round % fixtureTexts.length]!, random);
      try {
        holds(text);
      } catch (error) {
        throw new Error(`in ${JSON.stringify(text)}`, { cause: error });
      }
    }
  });
  test('and text of random pieces alone', () => {
    const random = numbers(7);
    for (let round = 0; round < 2000; round++) {
      holds(Array.from({ length: 1 + Math.floor(random() * 30) }, () => pieces[Math.floor(random() * pieces.length)]!).join(''));
    }
  });
});

const first = (text: string): Instruction => parseDockerfile(text).instructions[0]!;
const wordsAt = (text: string, spans: readonly (Span | undefined)[]): (string | undefined)[] => spans.map((span) => span && text.slice(span.start, span.end));

suite('parser: the tree', () => {
  test('tells the lines of an instruction, heredocs included', () => {
    const [from, run, user] = parseDockerfile('FROM a\nRUN <<E \\\n  # comment\n  && true\nbody\nE\nUSER b\n').instructions;
    assert.deepEqual([from, run, user].map((one) => [one!.startLine, one!.endLine]), [[1, 1], [2, 6], [7, 7]]);
  });
  test('parts FROM', () => {
    const text = 'FROM --platform=linux/amd64 node:22 AS Build\n';
    const { stages } = parseDockerfile(text);
    const { from, name } = stages[0]!;
    assert.equal(name, 'build');
    assert.deepEqual(wordsAt(text, [from.image?.span, from.as?.span, from.stageName?.span, from.flags[0]!.nameSpan, from.flags[0]!.valueSpan]), ['node:22', 'AS', 'Build', '--platform', 'linux/amd64']);
  });
  test('groups instructions by stage, and those above the first apart', () => {
    const { stages, globalInstructions } = parseDockerfile('ARG A\nFROM a\nRUN x\nFROM b AS c\n');
    assert.deepEqual(globalInstructions.map(({ keyword }) => keyword), ['ARG']);
    assert.deepEqual(stages.map(({ name, instructions }) => [name, instructions.length]), [[undefined, 1], ['c', 0]]);
  });
  test('decides between exec and shell form as BuildKit does', () => {
    const form = (text: string): unknown => {
      const instruction = first(text);
      if (instruction.keyword !== 'CMD' || !instruction.command) return undefined;
      return instruction.command.form === 'exec' ? instruction.command.words.map(({ value }) => value) : [instruction.command.text.text, instruction.command.brokenJson];
    };
    assert.deepEqual(form('CMD ["a", "\\u00e9\\n"]'), ['a', 'é\n']);
    assert.deepEqual(form('CMD []'), []);
    assert.deepEqual(form("CMD ['a']"), ["['a']", true]);
    assert.deepEqual(form('CMD [ -f x ] && y'), ['[ -f x ] && y', true]);
    assert.deepEqual(form('CMD a [b]'), ['a [b]', false]);
    assert.deepEqual(form('CMD ["a"] # b'), ['["a"] # b', true]);
    assert.equal(form('CMD'), undefined);
  });
  test('keeps comments above an instruction, up to a blank comment', () => {
    assert.deepEqual(first('# syntax=x\n# one\n#\n# two\n# three\nFROM a\n').commentsAbove, ['two', 'three']);
  });
  test('a lone carriage return does not end a line', () => {
    const { instructions } = parseDockerfile('FROM a\rRUN b\r\n');
    assert.equal(instructions.length, 1);
    assert.equal(instructions[0]!.endLine, 1);
  });
  test('ENV’s words may be quoted over blanks', () => {
    const env = first('ENV A="x y" B=z\\ z "C D"=1 E=');
    assert.ok(env.keyword === 'ENV');
    assert.deepEqual(env.pairs.map(({ name, value }) => [name.text, value?.text]), [['A', '"x y"'], ['B', 'z\\ z'], ['"C D"', '1'], ['E', '']]);
  });
});
