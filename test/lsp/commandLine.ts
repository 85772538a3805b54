/** The built command line, run as a process of its own. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Workspace } from './serverProcess';

export const program = join(process.cwd(), 'dist', 'cli.js');
/** No daemon answers there. */
export const nowhere = { DOCKER_HOST: 'unix:///nonexistent/layerwise-test/docker.sock' };

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs `dist/cli.js` in the workspace's folder. */
export function layerwise(workspace: Pick<Workspace, 'folder'>, ...words: string[]): Promise<Outcome> {
  return layerwiseWith({}, workspace, ...words);
}

/** The same with other environment variables. */
export function layerwiseWith(environment: NodeJS.ProcessEnv, { folder }: Pick<Workspace, 'folder'>, ...words: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { cwd: folder, env: { ...process.env, ...nowhere, ...environment } });
    let out = '';
    let error = '';
    child.stdout.on('data', (data) => (out += String(data)));
    child.stderr.on('data', (data) => (error += String(data)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}

/** It could not run, and says why in one line. */
export function isOneLine({ code, out, error }: Outcome): void {
  assert.equal(code, 2, error);
  assert.equal(out, '');
  assert.match(error, /^layerwise[^\n]*\n$/);
  assert.doesNotMatch(error, /\bat .*:\d+:\d+/);
}
