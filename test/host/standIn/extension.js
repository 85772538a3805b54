// Offers nothing until a test asks for it: an extension whose program has started cannot leave a running editor.
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  const selector = { scheme: 'file', language: 'dockerfile' };
  subscriptions.push(
    vscode.commands.registerCommand('standIn.offer', () => undefined),
    vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems: () => [new vscode.CompletionItem('--chown=')] }, '-'),
    vscode.languages.registerFoldingRangeProvider(selector, { provideFoldingRanges: () => [new vscode.FoldingRange(1, 2)] }),
    vscode.languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: () => [new vscode.DocumentLink(new vscode.Range(0, 5, 0, 12), vscode.Uri.parse('https://example.com/'))],
    }),
  );
};
