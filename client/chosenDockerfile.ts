import * as vscode from 'vscode';

/** The Dockerfile that a command is for: the one that a lens names, or the one in front. */
export function chosenDockerfile(place: unknown): vscode.Uri | undefined {
  if (typeof place === 'string') return vscode.Uri.parse(place);
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'dockerfile' ? document.uri : undefined;
}
