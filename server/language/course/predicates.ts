import { readYamlDocuments } from '../compose/yamlDocuments';
import type { LabPredicate } from '../content';

/** What a predicate asks of the language server's own analysis of the learner's files. */
export interface LabServices {
  /** Ids of the rules that report something in this file. */
  diagnostics(file: string): readonly string[];
  /** What a container of the file's last stage runs; undefined where the file is missing or has no stage. */
  effectiveCommand(file: string): LabEffectiveCommand | undefined;
  /** The last stage's instructions in file order. */
  instructions(file: string): readonly LabInstruction[];
}

export interface LabEffectiveCommand {
  /** Undefined where an unknown base image may add words. */
  readonly argv: readonly string[] | undefined;
  /** ENTRYPOINT and CMD as this file writes them; undefined where it does not. */
  readonly entrypoint: 'exec' | 'shell' | undefined;
  readonly cmd: 'exec' | 'shell' | undefined;
}

export interface LabInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** What follows the keyword and the flags, continued lines joined. */
  readonly arguments: string;
  /** True for COPY and ADD without `--from`. */
  readonly copiesContext: boolean;
}

export interface Predicate {
  readonly needsValue: boolean;
  /** @param text the file's text; predicates are not asked about a missing file */
  holds(check: LabPredicate, text: string, services: LabServices): boolean;
}

/** Every check that a lab may name. */
export const predicates: Readonly<Record<string, Predicate>> = {
  /** The rule `value` finds nothing in the file. */
  'no-diagnostic': {
    needsValue: true,
    holds: (check, _text, services) => !services.diagnostics(check.file).includes(check.value ?? ''),
  },
  /** Whatever of ENTRYPOINT and CMD the file sets has this form. `value`: exec or shell. */
  'effective-command-form': {
    needsValue: true,
    holds: (check, _text, services) => {
      const command = services.effectiveCommand(check.file);
      const forms = [command?.entrypoint, command?.cmd].filter((form) => form !== undefined);
      return forms.length > 0 && forms.every((form) => form === check.value);
    },
  },
  /** The whole argument list of the main process. `value`: a JSON list. */
  'effective-command': {
    needsValue: true,
    holds: (check, _text, services) => JSON.stringify(services.effectiveCommand(check.file)?.argv) === normalizeList(check.value),
  },
  /** The file sets both. */
  'entrypoint-and-cmd': {
    needsValue: false,
    holds: (check, _text, services) => {
      const command = services.effectiveCommand(check.file);
      return command?.entrypoint !== undefined && command.cmd !== undefined;
    },
  },
  /** A RUN contains the text `value`: leaving the step out is no solution. */
  'runs-command': {
    needsValue: true,
    holds: (check, _text, services) => findRun(check, services) >= 0,
  },
  /** A COPY or ADD from the build context stands below the RUN that contains the text `value`. */
  'install-before-source-copy': {
    needsValue: true,
    holds: (check, _text, services) => {
      const install = findRun(check, services);
      return install >= 0 && install < services.instructions(check.file).findLastIndex(({ copiesContext }) => copiesContext);
    },
  },
  /** One answer of a YAML file. `value`: `key: answer`; capitals and blanks around the answer do not matter. */
  'answers-equal': {
    needsValue: true,
    holds: (check, text) => {
      const [, key = '', expected = ''] = /^([^:]+):\s*(.*)$/.exec(check.value ?? '') ?? [];
      return readAnswer(text, key.trim()) === expected.trim().toLowerCase();
    },
  },
};

function findRun(check: LabPredicate, services: LabServices): number {
  return services.instructions(check.file).findIndex(({ keyword, arguments: text }) => keyword === 'RUN' && text.includes(check.value ?? ''));
}

/** Undefined where the file is no YAML mapping or the answer is missing. */
function readAnswer(text: string, key: string): string | undefined {
  const [document, ...more] = readYamlDocuments(text, { prettyErrors: false });
  if (!document || more.length > 0 || document.errors.length > 0) return undefined;
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const answer = (value as Record<string, unknown>)[key];
  return answer === null || typeof answer === 'object' ? undefined : String(answer).trim().toLowerCase();
}

function normalizeList(value: string | undefined): string {
  return JSON.stringify(JSON.parse(value ?? '[]'));
}
