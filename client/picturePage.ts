import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * Gives a webview the page of one of the scripts in `dist`. Scripts only with the nonce, nothing from the network. Mermaid
 * writes its styles into the picture, hence `unsafe-inline`.
 */
export function showPicturePage(webview: vscode.Webview, extensionUri: vscode.Uri, title: string, script: string): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'`;
  webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
<script nonce="${nonce}" src="${webview.asWebviewUri(vscode.Uri.joinPath(dist, script)).toString()}"></script>
</body>
</html>`;
}
