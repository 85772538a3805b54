import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ComposeDiagramViewMemory } from '../server/protocol/composeDiagram';
import { composeFiles } from '../server/protocol/documentSelector';
import { commands } from '../server/protocol/messages';
import { DiagramPanel } from './composeDiagram/diagramPanel';

const viewType = 'layerwise.composeDiagram';

/**
 * Registers the command that shows the diagram of a compose file, and brings the diagram back when VS Code starts again with
 * it open. There is one panel; it goes on to the compose file that is edited, unless that file is part of what it shows.
 */
export function registerComposeDiagramPanel(context: vscode.ExtensionContext, client: LanguageClient): void {
  let shown: DiagramPanel | undefined;
  const adopt = (panel: vscode.WebviewPanel, uri: vscode.Uri | undefined): void => {
    shown?.dispose();
    const made = new DiagramPanel(panel, context.extensionUri, client, uri);
    shown = made;
    panel.onDidDispose(() => {
      made.dispose();
      shown = shown === made ? undefined : shown;
    });
  };
  const show = (place?: unknown): void => {
    const uri = place instanceof vscode.Uri ? place : activeComposeFile();
    if (shown !== undefined) {
      shown.show(uri);
    } else if (uri !== undefined) {
      adopt(vscode.window.createWebviewPanel(viewType, 'Compose Diagram', vscode.ViewColumn.Beside), uri);
    } else {
      void vscode.window.showInformationMessage('Open a compose file to see its diagram.');
    }
  };
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.showComposeDiagram, show),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, memory: ComposeDiagramViewMemory | undefined) => {
        const remembered = memory?.uri === undefined ? undefined : vscode.Uri.parse(memory.uri);
        adopt(panel, remembered ?? activeComposeFile());
      },
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      const uri = activeComposeFile();
      if (uri !== undefined) {
        shown?.follow(uri);
      }
    }),
    { dispose: () => shown?.dispose() },
  );
}

function activeComposeFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && vscode.languages.match(composeFiles, document) > 0 ? document.uri : undefined;
}
