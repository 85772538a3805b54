/** Every feature of compose files says the same of a file with CRLF, or with a byte order mark, as of the plain one. */
import assert from 'node:assert/strict';
import { composeLenses } from '../../server/language/codeLens/composeLenses';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { composeCompletion } from '../../server/language/composeCompletion/composeCompletion';
import { anchorsOf } from '../../server/language/composeNavigation/anchors';
import { composeDefinition } from '../../server/language/composeNavigation/composeDefinition';
import { renameInProject } from '../../server/language/composeNavigation/composeRename';
import { projectVariable, variableAt } from '../../server/language/composeNavigation/composeVariables';
import { fileReferences } from '../../server/language/composeNavigation/fileReferences';
import { ProjectNames } from '../../server/language/composeNavigation/projectNames';
import { composeImageLinks } from '../../server/language/documentLinks/composeImageLinks';
import { findInProject } from '../../server/language/composeRules';
import { composeFolds } from '../../server/language/folding/composeFolds';
import { formatCompose } from '../../server/language/formatting/formatCompose';
import { composeHover } from '../../server/language/hover/composeHover';
import { composeSymbols } from '../../server/language/outline/composeSymbols';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { composeDocumentFacts } from './fixtureProject';

const text = `# words
# more words
x-base: &base
  restart: always
include:
  - parts/more.yaml
services:
  web:
    <<: *base
    build: {context: app, target: final, args: [VERSION=1]}
    image: "web:\${TAG:-x}"
    ports:
      - "8080:80"
      - 127.0.0.1:9000-9001:90-91/udp
    command: >-
      serve --tag $TAG
      --quiet
    environment:
      MODE: own
      URL: http://db:5432/
    env_file: [web.env, {path: gone.env, required: false}]
    depends_on: [db]
    volumes: ["./src:/app/src", data:/data]
  db:
    image: postgres:17
    environment:
    - POSTGRES_PASSWORD=\${PASSWORD}
    healthcheck: {test: [CMD, pg_isready], interval: 5s}
    profiles: [dev]
volumes:
  data:
secrets:
  key:
    file: ./key.pem
`;
const others = {
  'parts/more.yaml': 'services:\n  more: {image: "redis:7", depends_on: [db]}\n', 'web.env': 'MODE=file\nX=${TAG}\n', '.env': 'TAG=v1\nPASSWORD=hunter2hunter2\n',
  'app/Dockerfile': 'FROM nginx:1.29 AS final\nARG VERSION\nEXPOSE 80\n', 'key.pem': 'k',
};

/** A way to write the file, and where an offset of the plain text lies then. */
interface Writing {
  readonly name: string;
  readonly write: (plain: string) => string;
  readonly moved: (offset: number) => number;
}

const writings: readonly Writing[] = [
  { name: 'CRLF', write: (plain) => plain.replaceAll('\n', '\r\n'), moved: (offset) => offset + text.slice(0, offset).split('\n').length - 1 },
  { name: 'a byte order mark', write: (plain) => `\ufeff${plain}`, moved: (offset) => offset + 1 },
];

function open(content: string, write: (plain: string) => string) {
  const files = { ...Object.fromEntries(Object.entries(others).map(([path, plain]) => [path, path.endsWith('.pem') ? plain : write(plain)])), 'compose.yaml': content };
  const facts = composeDocumentFacts('compose.yaml', files);
  const file = parseCompose(content);
  const hoverFacts = { ...facts, variables: facts.project.variables, folder: '/project' };
  const names = new ProjectNames(facts.project, { path: facts.path, file });
  return { content, facts, file, hoverFacts, names };
}
type Opened = ReturnType<typeof open>;

const plain = open(text, (same) => same);
const offsets = [...text].flatMap((character, offset) => (character === '\n' ? [] : [offset]));
/** Where one feature is asked at many places, some are enough. */
const some = offsets.filter((offset) => offset % 3 === 0);

for (const { name, write, moved } of writings) {
  suite(`compose files with ${name}`, () => {
    const other = open(write(text), write);
    const spanOf = <T extends { start: number; end: number } | undefined>(span: T): T => (span && { start: moved(span.start), end: moved(span.end) }) as T;
    const both = <T>(ask: (opened: Opened) => T): [T, T] => [ask(plain), ask(other)];

    test('hovers', () => {
      for (const offset of offsets) {
        const [one, two] = [composeHover(plain.file, offset, plain.hoverFacts), composeHover(other.file, moved(offset), other.hoverFacts)];
        assert.deepEqual(two, one && { ...one, span: { start: moved(one.span.start), end: two?.span.end ?? 0 } }, `at ${offset}: ${text.slice(offset, offset + 20)}`);
      }
    });

    test('outline, folds, lenses', () => {
      const [lf, crlf] = both(({ file, facts }) => ({ folds: composeFolds(file), lenses: composeLenses(file, facts, true).map(({ command }) => command), symbols: JSON.stringify(composeSymbols(file), (key, value: unknown) => (key === 'character' ? undefined : value)) }));
      assert.deepEqual(crlf, lf);
    });

    test('findings, with the lines of their places', () => {
      const lines = ({ facts, content }: Opened): string[] => findInProject({ project: facts.project, facts: facts.rules }, new Set()).findings.map(({ rule, path, span, message }) => `${rule} ${path} ${path === facts.path ? content.slice(0, span.start).split('\n').length : ''} ${message}`);
      const [lf, crlf] = both(lines);
      assert.ok(lf.length > 2);
      assert.deepEqual(crlf, lf);
    });

    test('links and definitions', () => {
      assert.deepEqual(composeImageLinks(other.file, new Map()).map(({ span }) => span), composeImageLinks(plain.file, new Map()).map(({ span }) => spanOf(span)));
      const references = ({ file, facts }: Opened) => fileReferences(facts.path, file, facts.project.variables);
      assert.ok(references(plain).length > 5);
      assert.deepEqual(references(other), references(plain).map((reference) => ({ ...reference, span: spanOf(reference.span) })));
      const define = ({ names, facts }: Opened, offset: number) => composeDefinition(names, facts.path, offset, { dockerfile: (path) => (path.endsWith('Dockerfile') ? parseDockerfile(others['app/Dockerfile']) : undefined), isFile: () => true, neighbours: () => [] });
      for (const offset of some) {
        const [one, two] = [define(plain, offset), define(other, moved(offset))];
        assert.deepEqual(two?.path, one?.path);
        if (one?.path === plain.facts.path) assert.equal(other.content.slice(two!.span.start, two!.span.end), text.slice(one.span.start, one.span.end));
      }
      assert.deepEqual(anchorsOf(other.content).map(({ definition }) => definition), anchorsOf(text).map(({ definition }) => spanOf(definition)));
    });

    test('renames change the same and keep the line ends', () => {
      const renamed = ({ names, facts, content }: Opened, at: number): string => {
        const result = renameInProject(names, names.at(facts.path, at)!.thing, 'fresh', { neighbours: [], environment: [] });
        assert.ok('edits' in result);
        const here = result.edits.filter(({ place }) => place.path === facts.path).sort((one, two) => two.place.span.start - one.place.span.start);
        return here.reduce((written, { place: { span }, newText }) => written.slice(0, span.start) + newText + written.slice(span.end), content);
      };
      for (const word of ['web:\n', 'db]', 'data:/', 'dev]', 'key:\n']) {
        const at = text.indexOf(word);
        assert.equal(renamed(other, moved(at)), write(renamed(plain, at)), word);
      }
      const places = ({ facts, names, file }: Opened, at: number): unknown => projectVariable(facts.project, names.files, variableAt(file, at)!.name).occurrences.map(({ role, place }) => [role, place.path, facts.project.texts.get(place.path)!.slice(place.span.start, place.span.end)]);
      const at = text.indexOf('TAG');
      assert.deepEqual(places(other, moved(at)), places(plain, at));
    });

    test('completion writes the line ends of the file', () => {
      for (const offset of some) {
        const [one, two] = [composeCompletion(text, offset, { project: plain.facts.project }), composeCompletion(other.content, moved(offset), { project: other.facts.project })];
        assert.equal(two?.proposals.length, one?.proposals.length, text.slice(offset - 10, offset));
        if (!one || !two) continue;
        assert.deepEqual(two.replaced, spanOf(one.replaced));
        const lineEnd = name === 'CRLF' ? '\r\n' : '\n';
        assert.deepEqual(two.proposals.map(({ insert }) => insert), one.proposals.map(({ insert }) => insert?.replaceAll('\n', lineEnd)));
      }
    });

    test('formatting keeps them', () => {
      const formatted = ({ content, file }: Opened): string => [...formatCompose(file, 2)].sort((one, two) => two.span.start - one.span.start).reduce((written, { span, newText }) => written.slice(0, span.start) + newText + written.slice(span.end), content);
      assert.equal(formatted(other), write(formatted(plain)));
    });
  });
}
