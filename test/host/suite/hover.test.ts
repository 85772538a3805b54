import * as assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { eventually } from './eventually';
import { hoverText, lineStart, open, sampleFile } from './sampleWorkspace';

suite('hover', () => {
  let dockerfile: vscode.TextDocument;
  suiteSetup(async () => {
    dockerfile = await open(sampleFile('Dockerfile'));
    await eventually('the server answers', async () => (await hoverText(dockerfile.uri, lineStart(dockerfile, /^FROM /))) || undefined);
  });

  test('each instruction of the sample is explained, by its own name', async () => {
    const instructions = new Set(dockerfile.getText().match(/^[A-Z]+(?= )/gm));
    assert.ok(instructions.size >= 5, 'the sample uses several instructions');
    for (const instruction of instructions) {
      const text = await hoverText(dockerfile.uri, lineStart(dockerfile, new RegExp(`^${instruction} `)));
      assert.match(text, new RegExp(`\\b${instruction}\\b`), `the hover on ${instruction}`);
    }
  });

  test('the hover on COPY says how many files it matches', async () => {
    assert.match(await hoverText(dockerfile.uri, lineStart(dockerfile, /^COPY \. /)), /\b\d+ files?\b/);
  });

  test('the hover on CMD names the program that runs', async () => {
    const start = lineStart(dockerfile, /^CMD /);
    const [program] = dockerfile.lineAt(start.line).text.replace(/^CMD /, '').match(/[\w./-]+/) ?? [];
    assert.ok(program);
    const text = await hoverText(dockerfile.uri, start);
    assert.ok(text.includes(program), `${program} in: ${text}`);
    assert.match(text, /PID 1|process 1/i);
  });

  test('a compose key is explained', async () => {
    const compose = await open(sampleFile('compose.yaml'));
    const ports = lineStart(compose, /^\s+ports:/).translate(0, compose.getText().match(/^(\s+)ports:/m)?.[1]?.length ?? 0);
    const text = await eventually('a hover on ports', async () => (await hoverText(compose.uri, ports)) || undefined);
    assert.match(text, /ports/);
  });
});
