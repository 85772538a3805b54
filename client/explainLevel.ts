import * as vscode from 'vscode';
import { commands, type HoverPlace } from '../server/protocol/messages';
import { settingDefinitions, type LayerwiseSettings } from '../server/protocol/settings';

type ExplainLevel = LayerwiseSettings['explainLevel'];

/** How explanations are worded: the command behind a hover's level switch and in the palette. */
export function registerExplainLevel(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.setExplainLevel, async (level?: unknown, place?: unknown) => {
      const chosen = isLevel(level) ? level : await pickLevel(context.extension);
      if (chosen === undefined) return;
      await writeLevel(chosen);
      if (isPlace(place)) await showHoverAgain(place);
    }),
  );
}

/** Written where the setting is set now, else into the user's settings, so that the choice takes effect. */
async function writeLevel(level: ExplainLevel): Promise<void> {
  const settings = vscode.workspace.getConfiguration('layerwise');
  const isOfWorkspace = settings.inspect('explainLevel')?.workspaceValue !== undefined;
  await settings.update('explainLevel', level, isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}

/** The words of the levels are those that the settings editor shows: package.json has them from `content/`. */
async function pickLevel(extension: vscode.Extension<unknown>): Promise<ExplainLevel | undefined> {
  const manifest = extension.packageJSON as { contributes: { configuration: { properties: Record<string, { enumDescriptions: string[]; description: string }> } } };
  const { enumDescriptions, description } = manifest.contributes.configuration.properties['layerwise.explainLevel']!;
  const current = vscode.workspace.getConfiguration('layerwise').get<ExplainLevel>('explainLevel');
  const items = levels().map((level, index) => {
    const [label = level, ...detail] = (enumDescriptions[index] ?? '').split(': ');
    return { level, label, detail: detail.join(': '), description: level === current ? 'now' : '' };
  });
  return (await vscode.window.showQuickPick(items, { title: 'Layerwise', placeHolder: description }))?.level;
}

/** VS Code shows a hover at the caret, so the caret goes to where the reader pointed. */
async function showHoverAgain({ uri, line, character }: HoverPlace): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === vscode.Uri.parse(uri).toString());
  if (!shown) return;
  const position = new vscode.Position(line, character);
  // A hover that is still open would only be focused, with its old words. Older versions have no command to hide it.
  await Promise.resolve(vscode.commands.executeCommand('editor.action.hideHover')).catch(() => undefined);
  await vscode.window.showTextDocument(shown.document, { viewColumn: shown.viewColumn, selection: new vscode.Range(position, position) });
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'autoFocusImmediately' });
}

function levels(): readonly ExplainLevel[] {
  return settingDefinitions.explainLevel.schema['enum'] as readonly ExplainLevel[];
}

function isLevel(value: unknown): value is ExplainLevel {
  return levels().some((level) => level === value);
}

function isPlace(value: unknown): value is HoverPlace {
  const place = value as Partial<HoverPlace> | undefined | null;
  return typeof place?.uri === 'string' && typeof place.line === 'number' && typeof place.character === 'number';
}
