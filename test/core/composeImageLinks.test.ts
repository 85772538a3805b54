import assert from 'node:assert/strict';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { composeImageLinks } from '../../server/language/documentLinks/composeImageLinks';

/** `text → address` of each link. */
const links = (text: string, variables: Readonly<Record<string, string>> = {}): string[] =>
  composeImageLinks(parseCompose(text), new Map(Object.entries(variables).map(([name, value]) => [name, { value, source: '.env' }]))).map(({ span, target }) => `${text.slice(span.start, span.end)} → ${target.replace('https://hub.docker.com/', '')}`);

suite('links of images in compose files', () => {
  test('images that services run, with variables filled in; none of what is built, of other registries and of what nobody knows', () => {
    const text = 'x-base: &base {image: redis:7}\nservices:\n  a: {image: "nginx:${TAG}"}\n  b: {image: acme/web, build: .}\n  c: {image: ghcr.io/a/b}\n  d: {image: "${X}"}\n  e:\n    image: acme/web:1\n  f:\n    <<: *base\n  g:\n    <<: *base\n';
    assert.deepEqual(links(text, { TAG: '1' }), ['nginx:${TAG} → _/nginx', 'acme/web:1 → r/acme/web', 'redis:7 → _/redis']);
  });
  test('images that a build takes in, and whose files are mounted', () => {
    const text = 'services:\n  a:\n    build:\n      context: .\n      additional_contexts: {base: "docker-image://alpine:3.22", more: ./more, web: https://a/}\n    volumes: [{type: image, source: acme/data, target: /d}, {type: bind, source: nginx, target: /x}, nginx:/y]\n  b:\n    build: {context: ., additional_contexts: [base=docker-image://debian, more=./x]}\n';
    assert.deepEqual(links(text), ['acme/data → r/acme/data', 'alpine:3.22 → _/alpine', 'debian → _/debian']);
  });
  test('any input', () => {
    for (const text of ['', 'services: [a]', 'services:\n  a: {image: [x], build: {additional_contexts: [1, {a: b}]}, volumes: {a: b}}\n', 'services:\n  a: {image: "a\\u0062"}\n', 'services:\n  a: {build: {additional_contexts: {x: "\\u0064ocker-image://a"}}}\n']) assert.ok(links(text).length < 2);
  });
});
