import assert from 'node:assert/strict';
import { formatBytes } from '../../server/protocol/formatBytes';
import { historyInstruction, shortInstruction } from '../../server/language/graph/historyInstruction';
import { shorten } from '../../server/language/wording';
import { alignHistory } from '../../server/language/graph/layerHistory';
import { mask, maskSecrets } from '../../server/language/maskSecrets';
import { containerNode } from '../../server/language/graph/containerNode';
import { toMermaid } from '../../server/language/graph/toMermaid';
import { escapeLabel } from '../../server/language/mermaidText';
import type { DockerGraph } from '../../server/protocol/graph';

suite('What a history row says', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
    ['/bin/sh -c #(nop)  CMD ["node" "server.js"]', 'CMD ["node" "server.js"]'],
    ['/bin/sh -c npm ci', 'RUN npm ci'],
    ['|2 A=1 B=two words /bin/sh -c echo $A', 'RUN echo $A'],
    ['RUN |1 NODE_ENV=production /bin/sh -c npm ci --omit=dev # buildkit', 'RUN npm ci --omit=dev'],
    ['/bin/sh -c #(nop) COPY file:73e2b2d48642b21b8a1d5a1c1f2e3d4c in /bin/busybox ', 'COPY file in /bin/busybox'],
    ['/bin/bash -o pipefail -c curl x | sh', 'RUN curl x | sh'],
    ['CMD ["sh"]', 'CMD ["sh"]'],
    ['EXPOSE map[5432/tcp:{}]', 'EXPOSE map[5432/tcp:{}]'],
    ['sleep 5', 'RUN sleep 5'],
    ['', ''],
  ];
  for (const [createdBy, said] of rows) {
    test(createdBy || 'nothing', () => assert.equal(shortInstruction(createdBy), said));
  }

  test('a long one is cut between characters', () => {
    assert.equal([...shortInstruction(`RUN /bin/sh -c echo ${'😀'.repeat(500)}`, 20)].length, 20);
    assert.equal(shorten('abc', 3), 'abc');
    assert.equal(shorten('abcd', 3), 'ab…');
  });

  test('COPYRIGHT is not COPY', () => assert.equal(historyInstruction('COPYRIGHT x').keyword, 'RUN'));
});

suite('Which history rows are layers', () => {
  const row = (createdBy: string, bytes = 0, comment = 'buildkit.dockerfile.v0') => ({ createdBy, bytes, created: 0, comment });

  test('a COPY of nothing is a layer, ENV is none', () => {
    const history = [row('ADD rootfs.tar / # buildkit', 9), row('ENV A=1'), row('COPY empty /x # buildkit'), row('CMD ["x"]')];
    assert.deepEqual(alignHistory(history, 2), [history[0], history[2]]);
  });

  test('WORKDIR is a layer where the count says so, WORKDIR / only where nothing else fits', () => {
    const history = [row('ADD a / # buildkit', 9), row('WORKDIR /'), row('WORKDIR /app')];
    assert.deepEqual(alignHistory(history, 2), [history[0], history[2]]);
    assert.deepEqual(alignHistory(history, 1), [history[0]]);
    assert.deepEqual(alignHistory(history, 3), history);
  });

  test('a RUN of the legacy builder that changed nothing is none where the count says so', () => {
    const history = [row('/bin/sh -c #(nop) ADD file:1 in /', 9, ''), row('/bin/sh -c true', 0, ''), row('/bin/sh -c touch x', 1, '')];
    assert.deepEqual(alignHistory(history, 2), [history[0], history[2]]);
  });

  test('where either a WORKDIR or a RUN of the legacy builder may have made the layer, it is unknown', () => {
    const history = [row('/bin/sh -c #(nop) ADD file:1 in /', 9, ''), row('/bin/sh -c #(nop) WORKDIR /app', 0, ''), row('/bin/sh -c #(nop) COPY a', 2, ''), row('/bin/sh -c true', 0, '')];
    assert.equal(alignHistory(history, 3), undefined);
    assert.deepEqual(alignHistory(history, 2), [history[0], history[2]]);
    assert.deepEqual(alignHistory(history, 4), history);
  });

  test('what does not fit is unknown, not guessed', () => {
    assert.equal(alignHistory([row('COPY a b', 1)], 3), undefined);
    assert.equal(alignHistory([], 1), undefined);
    assert.deepEqual(alignHistory([], 0), []);
  });
});

suite('Masked secrets', () => {
  const masked: readonly (readonly [string, string | undefined])[] = [
    ['ENV DB_PASSWORD=hunter2 PORT=80', `ENV DB_PASSWORD=${mask} PORT=80`],
    ['ENV DB_PASSWORD hunter2', `ENV DB_PASSWORD ${mask}`],
    ['RUN login --token "a b" --user me', `RUN login --token ${mask} --user me`],
    ['postgres://shop:hunter2@db:5432/shop', `postgres://shop:${mask}@db:5432/shop`],
    ['curl -H "Authorization: Bearer abcdefghijk" x', undefined],
    ['git clone https://ghp_abcdefghijklmnopqrstuvwxyz@github.com/a/b', `git clone https://${mask}@github.com/a/b`],
    ['{"apiKey": "abc"}', `{"apiKey": ${mask}}`],
    ["SECRET='multi word' next", `SECRET=${mask} next`],
  ];
  for (const [text, expected] of masked) {
    test(text, () => {
      const result = maskSecrets(text);
      assert.doesNotMatch(result, /hunter2|"a b"|abcdefghijk|abc"|multi word/);
      if (expected !== undefined) {
        assert.equal(result, expected);
      }
    });
  }

  for (const harmless of ['RUN npm ci --omit=dev', 'COPY package.json ./', 'http://localhost:3000/path', 'ENV PATH=/usr/bin:/bin', 'adduser --disabled-password app']) {
    test(`${harmless} stays`, () => assert.equal(maskSecrets(harmless), harmless));
  }

  test('a private key goes whole, even where its end is cut off', () => {
    assert.equal(maskSecrets('x -----BEGIN RSA PRIVATE KEY-----\nabc\n'), `x ${mask}`);
  });

  test('a megabyte of look-alikes ends', () => {
    assert.ok(maskSecrets('passwordtoken'.repeat(100_000)).length < 10_000);
  });
});

suite('Words for nodes', () => {
  const noteOf = (state: string, status: string): string => {
    const words = { name: 'c', imageId: '', imageName: '', command: '', created: 0 };
    return containerNode({ id: 'c', state, status, ...words }).note;
  };

  test('a container\'s state has no age', () => {
    assert.equal(noteOf('running', 'Up 3 minutes'), 'running');
    assert.equal(noteOf('running', 'Up 3 minutes (healthy)'), 'running, healthy');
    assert.equal(noteOf('running', 'Up 1 second (health: starting)'), 'running, health: starting');
    assert.equal(noteOf('exited', 'Exited (137) 2 hours ago'), 'exited with code 137');
    assert.equal(noteOf('paused', 'Up 3 minutes (Paused)'), 'paused');
    assert.equal(noteOf('', ''), 'state unknown');
  });

  test('bytes are decimal, with at most three digits', () => {
    assert.deepEqual([0, 1, 999, 1000, 12_345, 99_949, 999_600, 1_500_000, 2e12, 5e15].map(formatBytes), [
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '12.3 kB',
      '99.9 kB',
      '1 MB',
      '1.5 MB',
      '2 TB',
      '5000 TB',
    ]);
  });
});

suite('The flowchart\'s text', () => {
  const named = (name: string): DockerGraph => ({
    source: 'daemon',
    host: '',
    engineVersion: '',
    nodes: [{ kind: 'image', id: 'image:sha256:abc', tags: [name], bytes: 1, created: 1, digests: [], layers: 0, containers: 0, label: name, note: '1 byte' }],
    edges: [],
  });

  const hostile = ['a"]; click x "javascript:alert(1)"', '%%{init: {"theme":"dark"}}%%', '<img src=x onerror=alert(1)>', 'x\ny --> z', '`**b**`', '$$x$$', '#quot;', '\\"', 'subgraph end'];
  for (const name of hostile) {
    test(`${JSON.stringify(name)} stays inside its label`, () => {
      const { mermaid } = toMermaid(named(name));
      const [first, second, ...rest] = mermaid.split('\n');
      assert.equal(first, 'flowchart LR');
      assert.match(second ?? '', /^ {2}image_abc\[\["[^"\n<>%`$\\]*<br\/>[^"\n<>%`$\\]*"\]\]:::image$/);
      assert.deepEqual(rest, ['']);
    });
  }

  test('nodes whose short ids agree stay two nodes', () => {
    const [node] = named('x').nodes;
    const { nodes } = toMermaid({ ...named('x'), nodes: [node!, { ...node!, id: 'image:sha256:abc'.padEnd(80, '0') }, { ...node!, id: 'image:sha256:abc'.padEnd(81, '0') }] });
    assert.equal(Object.keys(nodes).length, 3);
    assert.equal(new Set(Object.values(nodes)).size, 3);
  });

  test('control characters and text direction marks go', () => {
    assert.equal(escapeLabel('a\u0000b\u202ec\u200fd\r\ne'), 'a bcd e');
  });

  test('what Markdown would take for a list stays text', () => {
    assert.deepEqual(['- a', '1. b', '12) c'].map(escapeLabel), ['#45; a', '1#46; b', '12#41; c']);
  });
});
