import type { Position } from 'vscode-languageserver-types';
import type { HandlerContext } from './handlers';
import { composeShareOfOthers } from './language/coexistence/composeOthersHave';
import { shareOfOthers, type EditorMethod, type ShareOfOthers } from './language/coexistence/othersHave';
import type { FileKind } from './language/fileKind';
import { composeHover } from './language/hover/composeHover';
import { dockerfileHover } from './language/hover/dockerfileHover';
import { isExplainedByOthers } from './language/hover/explainedByOthers';
import { positionsOf } from './openDocuments';
import { offersAdditionsOnly, offersComposeAdditionsOnly, yamlExtension } from './protocol/coexistence';
import type { LayerwiseSettings } from './protocol/settings';

/** What the editor said about other extensions, and what follows for Layerwise. */
export class Coexistence {
  /** Ids of other extensions for Docker files that are there now. */
  present: readonly string[] = [];

  constructor(private readonly setting: () => LayerwiseSettings['coexist']) {}

  /** Reads the initialization options; true where this editor tells about other extensions. */
  begin(initializationOptions: unknown): boolean {
    const given = (initializationOptions as { otherExtensions?: unknown } | undefined)?.otherExtensions;
    if (!Array.isArray(given)) return false;
    this.present = given.filter((id): id is string => typeof id === 'string');
    return true;
  }

  get additionsOnly(): boolean {
    return offersAdditionsOnly(this.setting(), this.present);
  }

  /** How much of a feature is left to other extensions. */
  share(kind: FileKind, method: EditorMethod): ShareOfOthers {
    if (kind === 'dockerfile') return this.additionsOnly ? shareOfOthers[method] : 'none';
    return offersComposeAdditionsOnly(this.setting(), this.present) ? composeShareOfOthers(method, this.present) : 'none';
  }

  /** True where a hover is left to another extension: a general text that it has too, without a fact of this file. */
  async leavesHover({ documents, facts }: Pick<HandlerContext, 'documents' | 'facts'>, uri: string, position: Position): Promise<boolean> {
    const parsed = documents.get(uri);
    const isShared = parsed?.kind === 'compose' ? explainsKeys(this.setting(), this.present) : this.additionsOnly;
    if (!parsed || !isShared) return false;
    const offset = positionsOf(parsed).offsetAt(position);
    if (parsed.kind === 'dockerfile') {
      const hover = dockerfileHover(parsed.dockerfile, offset, facts.now(uri));
      return hover !== undefined && isExplainedByOthers(parsed.dockerfile, hover);
    }
    // The others explain every key of a compose file, from its schema or with a sentence of their own.
    const hover = composeHover(parsed.compose, offset, await facts.completeCompose(parsed));
    return hover?.textId !== undefined && hover.computed.length === 0;
  }
}

/** A formatter explains nothing. */
function explainsKeys(setting: LayerwiseSettings['coexist'], present: readonly string[]): boolean {
  return offersAdditionsOnly(setting, present) || (setting === 'auto' && present.includes(yamlExtension));
}
