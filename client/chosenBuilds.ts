import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { dockerfileBuildsRequest, type NamedBuild } from '../server/protocol/dockerfileBuilds';

const key = 'layerwise.chosenBuilds';
/** Most Dockerfiles whose choice is remembered. */
const mostRemembered = 200;

/** Which of the builds that compose files ask for counts for a Dockerfile, remembered for the workspace. */
export class ChosenBuilds {
  constructor(
    private readonly client: LanguageClient,
    private readonly memory: vscode.Memento,
  ) {}

  /** The build's name; undefined where nobody has chosen: the first one counts. */
  of(uri: vscode.Uri): string | undefined {
    return this.all()[uri.toString()];
  }

  /** Asks where there are several. False where the reader took none. */
  async pick(uri: vscode.Uri): Promise<boolean> {
    const builds = await this.client.sendRequest(dockerfileBuildsRequest, { uri: this.client.code2ProtocolConverter.asUri(uri) }).catch((): readonly NamedBuild[] => []);
    if (builds.length < 2) return true;
    const chosen = this.of(uri);
    const items = builds.map(({ name, detail }) => ({ label: name, detail, description: name === chosen ? 'last time' : '' }));
    const first = items.filter(({ label }) => label === chosen);
    const picked = await vscode.window.showQuickPick([...first, ...items.filter(({ label }) => label !== chosen)], {
      title: 'Preview Cache',
      placeHolder: 'Several services build this Dockerfile. For which one?',
    });
    if (picked) await this.remember(uri, picked.label);
    return picked !== undefined;
  }

  private async remember(uri: vscode.Uri, name: string): Promise<void> {
    const others = Object.entries(this.all()).filter(([known]) => known !== uri.toString());
    await this.memory.update(key, Object.fromEntries([[uri.toString(), name], ...others].slice(0, mostRemembered)));
  }

  private all(): Readonly<Record<string, string>> {
    return this.memory.get<Record<string, string>>(key, {});
  }
}
