import assert from 'node:assert/strict';
import { imageLinks } from '../../server/language/documentLinks/imageLinks';
import { parseDockerfile } from '../../server/language/dockerfile/parser';

const links = (text: string): string[] => imageLinks(parseDockerfile(text)).map(({ span, target }) => `${text.slice(span.start, span.end)} ${target}`);

suite('document links of images', () => {
  test('lead to Docker Hub, from FROM, COPY --from and mounts', () => {
    assert.deepEqual(links('FROM node:22 AS a\r\nFROM docker.io/grafana/grafana\r\nCOPY --from=nginx:1 x y\r\nRUN --mount=from=busybox,target=/x y\r\n'), [
      'node:22 https://hub.docker.com/_/node',
      'docker.io/grafana/grafana https://hub.docker.com/r/grafana/grafana',
      'nginx:1 https://hub.docker.com/_/nginx',
      'busybox https://hub.docker.com/_/busybox',
    ]);
  });
  test('stages, scratch, variables, other registries and what is no image have none', () => {
    assert.deepEqual(links('FROM scratch AS a\nFROM a\nCOPY --from=A x y\nCOPY --from=0 x y\nFROM $X\nFROM ghcr.io/a/b\nFROM "node"\nFROM\nFROM Node\n'), []);
  });
});
