import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import type { CompletionFacts } from '../../server/language/completion/completionFacts';
import { dockerfileCompletion } from '../../server/language/completion/dockerfileCompletion';
import { createdUsers } from '../../server/language/completion/userProposals';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { readContentFolder } from '../../server/world/contentFolder';

const files = ['package.json', 'src/main.ts', 'src/lib/a b.ts', 'src/lib/one.ts', 'secret.env', 'node_modules/x/index.js', 'Dockerfile'];
const tree = new ContextTree(files.map((path) => ({ path, type: 'file', size: 1_200 })));
const facts: CompletionFacts = { context: filterContext(tree, parseDockerignore('node_modules\n*.env\n')), localImages: ['alpine:3.22', 'registry.example.com/team/app:1'] };

const completionAt = (input: string, known = facts) => dockerfileCompletion(parseDockerfile(input.replace('|', '')), input.indexOf('|'), known);

/** `|` is the cursor. The labels that are proposed. */
const labels = (input: string, known = facts): string[] => completionAt(input, known)?.proposals.map(({ label }) => label) ?? [];

/** The text after a proposal is taken. */
function taken(input: string, label: string): string {
  const completion = completionAt(input);
  const proposal = completion?.proposals.find((one) => one.label === label);
  if (!completion || !proposal) throw new Error(`${label} is not proposed`);
  const text = input.replace('|', '');
  return text.slice(0, completion.replaced.start) + (proposal.insert ?? label) + text.slice(completion.replaced.end);
}

suite('completion: paths of the build context', () => {
  test('folders first, nothing that the ignore file excludes', () => {
    assert.deepEqual(labels('FROM a\nCOPY src|'), ['src/', 'Dockerfile', 'package.json']);
    assert.deepEqual(labels('FROM a\nCOPY package.json src/|'), ['lib/', 'main.ts']);
    assert.deepEqual(labels('FROM a\nADD ./src/lib/|'), ['one.ts'], 'a name with a blank needs a list, so it is not proposed');
  });
  test('only the last part of a path is replaced', () => {
    assert.equal(taken('FROM a\nCOPY src/m| /app/', 'main.ts'), 'FROM a\nCOPY src/main.ts /app/');
    assert.equal(taken('FROM a\nCOPY s|rc/main.ts /app/', 'src/'), 'FROM a\nCOPY src/main.ts /app/');
    assert.equal(taken('FROM a\r\nCOPY ["src/l|", "/app/"]\r\n', 'lib/'), 'FROM a\r\nCOPY ["src/lib/", "/app/"]\r\n');
    assert.equal(taken('FROM a\nRUN --mount=type=bind,source=src/l|,target=/x y', 'lib/'), 'FROM a\nRUN --mount=type=bind,source=src/lib/,target=/x y');
  });
  test('none of another stage, with variables, out of the context, or where it is not known', () => {
    for (const input of ['COPY --from=b |', 'COPY $X/|', 'COPY ../|', 'COPY sr*/|', 'COPY nowhere/|', 'RUN --mount=type=bind,from=b,source=| x']) {
      assert.deepEqual(labels(`FROM b AS b\nFROM a\n${input}`).filter((label) => !label.startsWith('--')), [], input);
    }
    assert.deepEqual(labels('FROM a\nCOPY s|', {}), []);
  });
});

suite('completion: images', () => {
  test('stages, then images on this machine, then those of the file', () => {
    assert.deepEqual(labels('FROM node:22 AS build\nFROM |').slice(0, 5), ['build', 'alpine:3.22', 'registry.example.com/team/app:1', 'node:22', 'scratch']);
    assert.deepEqual(labels('FROM node:22 AS build\nFROM b\nCOPY --from=|'), ['build', 'alpine:3.22', 'registry.example.com/team/app:1', 'node:22', 'b']);
  });
  test('the whole reference is replaced', () => {
    assert.equal(taken('FROM alp|ine:3.21 AS x', 'alpine:3.22'), 'FROM alpine:3.22 AS x');
    assert.equal(taken('FROM registry.example.com/t| AS x', 'registry.example.com/team/app:1'), 'FROM registry.example.com/team/app:1 AS x');
  });
  test('nothing is said without a daemon', () => assert.deepEqual(labels('FROM a|', {}), ['scratch']));
});

suite('completion: known values', () => {
  test('signals, users and ports', () => {
    assert.ok(labels('FROM a\nSTOPSIGNAL S|').includes('SIGQUIT'));
    assert.equal(taken('FROM a\nSTOPSIGNAL SIGRT|', 'SIGRTMIN+3'), 'FROM a\nSTOPSIGNAL SIGRTMIN+3');
    assert.deepEqual(labels('FROM a AS b\nRUN adduser -D -u 1000 app\nFROM b\nRUN useradd --uid 5 web && true\nUSER |'), ['web', 'app', 'root', 'nobody']);
    assert.deepEqual(labels('FROM a\nENV PORT=3000\nHEALTHCHECK CMD curl localhost:8080/x\nEXPOSE |'), ['3000', '8080']);
    assert.equal(taken('FROM a\nEXPOSE 53/|', 'udp'), 'FROM a\nEXPOSE 53/udp');
    assert.equal(taken('FROM a\nCOPY --chown=ro| a b', 'root'), 'FROM a\nCOPY --chown=root a b');
  });
  test('users as the two programs take them', () => {
    assert.deepEqual(createdUsers('addgroup -S g && adduser -S -G g app; useradd -m -s /bin/bash "dev"\nadduser --disabled-password --gecos "" me'), ['app', 'me']);
  });
  test('labels and environment names', () => {
    assert.equal(taken('FROM a\nLABEL org.opencontainers.image.ti|', 'org.opencontainers.image.title'), 'FROM a\nLABEL org.opencontainers.image.title=');
    assert.deepEqual(labels('FROM a\nARG VERSION=1\nENV |'), ['VERSION']);
    assert.deepEqual(labels('FROM a\nENV A=|'), []);
  });
  test("names of build checks, and the frontend's image", () => {
    assert.ok(labels('# check=skip=JSONArgsRecommended,|\nFROM a').includes('StageNameCasing'));
    assert.ok(!labels('# check=skip=JSONArgsRecommended,|\nFROM a').includes('JSONArgsRecommended'));
    assert.equal(taken('# check=skip=Stage|\nFROM a', 'StageNameCasing'), '# check=skip=StageNameCasing\nFROM a');
    assert.equal(taken('# check=error=true;sk|\nFROM a', 'skip='), '# check=error=true;skip=\nFROM a');
    assert.ok(labels('# syntax=|\nFROM a').includes('docker/dockerfile:1'));
  });
  test('each proposal of these kinds is explained by a text in content/', () => {
    const { hovers } = readContentFolder('content');
    const inputs = ['STOPSIGNAL |', 'USER |', 'EXPOSE 1/|', 'LABEL |', 'RUN --mount=type=cache,sharing=|', 'RUN --mount=type=cache,|', 'RUN --mount=type=secret,|', 'COPY --|', 'HEALTHCHECK --|', 'RUN --network=|'];
    const proposals = [...inputs.map((input) => `FROM a\n${input}`), '# check=skip=|\nFROM a', '# |\nFROM a', 'FROM |'].flatMap((input) => completionAt(input)?.proposals ?? []);
    assert.ok(proposals.length > 60);
    assert.deepEqual(proposals.filter(({ textId }) => textId === undefined || !hovers[textId]).map(({ label, textId }) => `${label}: ${textId}`), []);
  });
});
