import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * Gives a webview the page of one of the scripts in `dist`. Scripts only with the nonce, nothing from the network. Mermaid
 * writes its styles into the picture, hence `unsafe-inline`. A picture becomes a PNG as an image, hence `data:`.
 * @param libraries scripts before it: the bundle of mermaid that has the page's kinds of diagrams, or none
 */
export function showPicturePage(webview: vscode.Webview, extensionUri: vscode.Uri, title: string, script: string, libraries: readonly string[] = ['mermaid.js']): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:`;
  // In this order: the page's own script draws with mermaid.
  const addresses = [...libraries, script].map((name) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString());
  webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
${addresses.map((address) => `<script nonce="${nonce}" src="${address}"></script>`).join('\n')}
</body>
</html>`;
}
