import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { completionAdditions } from '../../server/language/coexistence/completionAdditions';
import { foldedByOthers } from '../../server/language/coexistence/othersHave';
import { dockerfileCompletion } from '../../server/language/completion/dockerfileCompletion';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { imageLinks } from '../../server/language/documentLinks/imageLinks';
import { foldingRanges } from '../../server/language/folding/foldingRanges';
import { TextPositions } from '../../server/language/textPosition';

/** The library that the other extensions run; it comes with their language server. */
const library = createRequire(require.resolve('dockerfile-language-server-nodejs/package.json'))('dockerfile-language-service') as typeof import('dockerfile-language-service');
const others = library.DockerfileLanguageServiceFactory.createLanguageService();
const context = filterContext(new ContextTree([{ path: 'package.json', type: 'file', size: 1 }]), parseDockerignore(''));

/** A keyword, flag or name as both spell it: `--chown=` and `--chown`, `${A}` and `A`, `HEALTHCHECK CMD` and `HEALTHCHECK`. */
const bare = (label: string): string => label.replace(/^\$\{?|[}=]$/g, '').split(' ')[0]!;

/** `|` is the cursor. What Layerwise proposes alone, what of it stays beside others, and what they propose there. */
async function proposalsAt(input: string) {
  const offset = input.indexOf('|');
  const dockerfile = parseDockerfile(input.replace('|', ''));
  const completion = dockerfileCompletion(dockerfile, offset, { context, localImages: ['alpine:3.22'] });
  const items = (await others.computeCompletionItems(dockerfile.text, new TextPositions(dockerfile.text).positionAt(offset))) as { label: string }[];
  return {
    alone: completion?.proposals.map(({ label }) => label) ?? [],
    beside: completion ? completionAdditions(dockerfile, completion).proposals.map(({ label }) => label) : [],
    theirs: new Set(items.map(({ label }) => bare(label))),
  };
}

const stages = 'ARG G=1\nFROM alpine AS build\nARG V=1\nFROM build\n';
const places = [
  '# |\n', '# check=|\n', '# syntax=|\n', '# escape=|\n', 'FROM |', 'FROM --|', 'FROM --platform=|', `${stages}FROM b|`, `${stages}FROM x |`,
  `${stages}|`, `${stages}ONBUILD |`, `${stages}COPY |`, `${stages}COPY --|`, `${stages}COPY --from=|`, `${stages}COPY --chown=|`,
  `${stages}COPY --link=|`, `${stages}ADD --|`, `${stages}ADD --chmod=|`, `${stages}RUN --|`, `${stages}RUN --mount=|`, `${stages}RUN --mount=type=|`,
  `${stages}RUN --mount=from=|`, `${stages}RUN --mount=type=cache,|`, `${stages}RUN --network=|`, `${stages}HEALTHCHECK |`, `${stages}HEALTHCHECK --|`,
  `${stages}HEALTHCHECK --interval=|`, `${stages}ONBUILD HEALTHCHECK --|`, `${stages}EXPOSE 80/|`, `${stages}USER |`, `${stages}STOPSIGNAL |`,
  `${stages}LABEL |`, `${stages}ENV |`, `${stages}ARG |`,
];

/** The cursor stands at the start of a word: they leave out what does not begin like it, which editors do as well. */
suite('beside others: completion', () => {
  for (const place of places) {
    test(`leaves out just what they propose: ${JSON.stringify(place.replace(stages, '… '))}`, async () => {
      const { alone, beside, theirs } = await proposalsAt(place);
      assert.deepEqual(beside, alone.filter((label) => !theirs.has(bare(label))));
    });
  }

  test('variables are left to them, stages only in COPY --from', async () => {
    assert.deepEqual((await proposalsAt('FROM a\nARG V\nRUN echo $|')).beside, []);
    assert.deepEqual((await proposalsAt(`${stages}COPY --from=|`)).beside, ['alpine:3.22', 'alpine']);
    assert.ok((await proposalsAt(`${stages}FROM b|`)).beside.includes('build'));
  });
  test('what they lack stays', async () => {
    assert.deepEqual((await proposalsAt('FROM a\nCOPY --|')).beside, ['--chmod', '--link', '--parents', '--exclude']);
    assert.ok((await proposalsAt('FROM a\nRUN --mount=type=|')).beside.includes('cache'));
    assert.deepEqual((await proposalsAt('FROM a\nCOPY p|')).beside, ['package.json']);
    assert.deepEqual((await proposalsAt('# |\n')).beside, ['check']);
  });
});

suite('beside others: folds and links', () => {
  test('stages, and heredocs inside an instruction, fold where they do not', () => {
    const text = '# a\n# b\nFROM a\nRUN <<E\nx\nE\nRUN a \\\n b\nCOPY <<A <<B /x\n1\nA\n2\nB\n';
    const theirs = others.computeFoldingRanges(text).map(({ startLine }) => startLine);
    const dockerfile = parseDockerfile(text);
    const beside = foldingRanges(dockerfile, foldedByOthers).map(({ startLine }) => startLine);
    assert.deepEqual(beside, foldingRanges(dockerfile).map(({ startLine }) => startLine).filter((line) => !theirs.includes(line)));
    assert.deepEqual(beside, [2, 10]);
  });
  test('only the images of FROM have links with them', () => {
    const dockerfile = parseDockerfile('FROM node:22\nCOPY --from=nginx:1 x y\nRUN --mount=from=busybox,target=/x y\n');
    const theirs = others.computeLinks(dockerfile.text).map(({ range }) => range.start.line);
    assert.deepEqual(theirs, [0]);
    assert.deepEqual(imageLinks(dockerfile).map(({ isBase }) => isBase), [true, false, false]);
  });
});
