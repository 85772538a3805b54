import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { otherExtensions, otherExtensionsChanged } from '../../server/protocol/coexistence';

/** Other extensions for Docker files that are installed and enabled. A pack without a program of its own offers nothing. */
export function presentExtensions(): string[] {
  return otherExtensions.filter((id) => {
    const manifest = vscode.extensions.getExtension(id)?.packageJSON as { main?: unknown; browser?: unknown } | undefined;
    return manifest?.main !== undefined || manifest?.browser !== undefined;
  });
}

/** Tells the server when another extension comes or goes. */
export function followOtherExtensions(context: vscode.ExtensionContext, client: LanguageClient, changed: () => void): void {
  let known = presentExtensions().join();
  context.subscriptions.push(
    vscode.extensions.onDidChange(() => {
      const present = presentExtensions();
      if (present.join() === known) return;
      known = present.join();
      void client.sendNotification(otherExtensionsChanged, { present });
      changed();
    }),
  );
}
