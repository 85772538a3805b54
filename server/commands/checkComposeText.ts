import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ComposeProjects } from '../composeProjects';
import type { CheckResult, LanguageService } from '../language/languageService';
import type { ParsedCompose } from '../openDocuments';

/** Rules ask for files while they check; no rule asks more often than this. */
const mostRounds = 10;

/**
 * What is found in the text of a compose file, with all files of its project and those that rules ask for read from the disk.
 * @param path where the text lies, or will lie
 */
export async function checkComposeText(service: LanguageService, path: string, text: string): Promise<CheckResult> {
  const document = TextDocument.create(pathToFileURL(resolve(path)).href, 'dockercompose', 0, text);
  const parsed: ParsedCompose = { kind: 'compose', document, version: 0, compose: service.parseCompose(text) };
  const projects = new ComposeProjects(() => undefined, () => ({}));
  await projects.read(parsed);
  let result = service.checkCompose(parsed.compose, projects.now(parsed), {});
  for (let round = 0; round < mostRounds && !projects.isComplete(parsed); round++) {
    await projects.read(parsed);
    result = service.checkCompose(parsed.compose, projects.now(parsed), {});
  }
  return result;
}
