import { parseDocument } from 'yaml';
import type { LabPredicate } from '../content';

/** What a predicate asks of the language server's own analysis of the learner's files. */
export interface LabServices {
  /** Ids of the rules that report something in this file, as often as they report it; parse problems by their code. */
  diagnostics(file: string): readonly string[];
  /** What a container of the file's last stage runs; undefined where the file is missing or has no stage. */
  effectiveCommand(file: string): LabEffectiveCommand | undefined;
  /** The last stage's instructions in file order. */
  instructions(file: string): readonly LabInstruction[];
}

export interface LabEffectiveCommand {
  readonly argv: readonly string[];
  /** The form of the instruction that decides what PID 1 is: ENTRYPOINT where there is one, else CMD. */
  readonly form: 'exec' | 'shell' | 'none';
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
}

export interface LabInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** What follows the keyword and the flags, joined to one line. */
  readonly arguments: string;
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
  /** The program is started without a shell in between. `value`: exec or shell. */
  'effective-command-form': {
    needsValue: true,
    holds: (check, _text, services) => services.effectiveCommand(check.file)?.form === check.value,
  },
  /** The whole argument list of the main process. `value`: a JSON list. */
  'effective-command': {
    needsValue: true,
    holds: (check, _text, services) => JSON.stringify(services.effectiveCommand(check.file)?.argv) === normalizeList(check.value),
  },
  /** ENTRYPOINT holds the program and CMD its default arguments. */
  'entrypoint-and-cmd': {
    needsValue: false,
    holds: (check, _text, services) => {
      const command = services.effectiveCommand(check.file);
      return command !== undefined && command.entrypoint.length > 0 && command.cmd.length > 0;
    },
  },
  /** Still copies the source: emptying the file is no solution. `value`: the keyword that must occur. */
  'has-instruction': {
    needsValue: true,
    holds: (check, _text, services) => services.instructions(check.file).some(({ keyword }) => keyword === check.value),
  },
  /** A RUN whose text contains `value` stands above the last COPY or ADD from the build context. */
  'install-before-source-copy': {
    needsValue: true,
    holds: (check, _text, services) => {
      const instructions = services.instructions(check.file);
      const install = instructions.findIndex(({ keyword, arguments: text }) => keyword === 'RUN' && text.includes(check.value ?? ''));
      const copy = instructions.findLastIndex(({ keyword }) => keyword === 'COPY' || keyword === 'ADD');
      return install >= 0 && install < copy;
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

/** Undefined where the file is no YAML mapping or the answer is missing. */
function readAnswer(text: string, key: string): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const answer = (value as Record<string, unknown>)[key];
  return answer === null || typeof answer === 'object' ? undefined : String(answer).trim().toLowerCase();
}

function normalizeList(value: string | undefined): string {
  return JSON.stringify(JSON.parse(value ?? '[]'));
}
