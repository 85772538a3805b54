import * as vscode from 'vscode';
import { writeIntoTerminal } from '../terminalLine';

/**
 * Writes a docker command into a terminal that speaks to the daemon which Layerwise shows, and does not run it. The settings
 * know which one that is where the Docker command line would choose another.
 */
export async function writeDockerLine(line: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration('layerwise');
  const host = settings.get<string>('dockerHost', '').trim();
  const context = settings.get<string>('dockerContext', '').trim();
  if (host !== '') {
    await writeIntoTerminal(line, { name: `Docker at ${host}`, env: { DOCKER_HOST: host } });
  } else if (context !== '') {
    // The command line takes DOCKER_HOST before any context.
    await writeIntoTerminal(line, { name: `Docker context ${context}`, env: { DOCKER_CONTEXT: context, DOCKER_HOST: null } });
  } else {
    await writeIntoTerminal(line, { name: 'Docker' });
  }
}
