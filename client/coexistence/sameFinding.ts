/** A diagnostic, as far as comparing needs it. */
export interface ComparedDiagnostic {
  readonly source: string | undefined;
  readonly code: string | undefined;
  readonly message: string;
  /** 0-based. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/**
 * Numbers of dockerfile-utils' findings (its `ValidationCode`), which Container Tools shows, for findings of Layerwise. The
 * build checks of BuildKit need no table: their names are the rules' ids.
 */
const dockerfileUtilsNumbers: Readonly<Record<string, readonly number[]>> = {
  'consistent-instruction-casing': [0],
  'missing-argument': [2, 4, 5, 6, 7, 8],
  'from-arguments': [8, 22],
  'healthcheck-none': [9],
  'duplicate-stage-name': [10],
  'no-empty-continuation': [11],
  'invalid-stage-name': [12],
  'duplicate-flag': [14],
  'invalid-flag-value': [13, 15, 16, 17, 19, 28],
  'flag-without-value': [18],
  'no-build-stage': [20],
  'no-stages': [20],
  'no-instructions': [20],
  'invalid-escape-directive': [21],
  'missing-destination': [7],
  'invalid-port': [24, 25],
  'invalid-image-name': [26],
  'invalid-signal': [27],
  'onbuild-chain': [29],
  'onbuild-trigger': [30],
  'shell-not-json': [31, 32],
  'missing-equals': [33],
  'missing-value': [33, 34],
  'blank-name': [34],
  'variable-syntax': [35, 36, 44],
  'multiple-instructions-disallowed': [37],
  'unknown-instruction': [38],
  'unknown-flag': [39, 40, 41, 42],
  'healthcheck-type': [43],
  'maintainer-deprecated': [45],
  'healthcheck-command': [46],
  'invalid-stage-reference': [47],
  'flag-not-boolean': [48],
  'workdir-relative-path': [50],
  'invalid-default-arg-in-from': [51],
  'duplicate-directive': [52],
};

/** What the schema of compose files rejects: Red Hat YAML says the same in its own words. */
const schemaFaults: ReadonlySet<string> = new Set(['unknown-key', 'value-of-wrong-type', 'value-not-allowed', 'key-missing', 'invalid-name', 'services-at-top']);

/** A compose file's fault: Red Hat YAML names its schema or itself as the source, Container Tools gives the YAML library's code and no source. */
function isSameComposeFault(own: string, { source = '', code = '' }: ComparedDiagnostic): boolean {
  if (source.startsWith('yaml-schema:')) return schemaFaults.has(own);
  if (source === 'YAML') return own.startsWith('yaml-') || schemaFaults.has(own);
  return /^[A-Z]+(?:_[A-Z]+)+$/.test(code) && own === `yaml-${code.toLowerCase().replaceAll('_', '-')}`;
}

/** True where another extension's diagnostic says the same of the same lines. */
export function isSameFinding(own: ComparedDiagnostic, other: ComparedDiagnostic): boolean {
  if (own.code === undefined || own.lastLine < other.firstLine || own.firstLine > other.lastLine) return false;
  if (isSameComposeFault(own.code, other)) return true;
  // BuildKit's own words, which it reports without a code.
  if (own.message.length > 10 && other.message.includes(own.message)) return true;
  if (other.code === undefined) return false;
  const isNumber = /^\d+$/.test(other.code);
  if (isNumber) return /dockerfile/i.test(other.source ?? '') && (dockerfileUtilsNumbers[own.code]?.includes(Number(other.code)) ?? false);
  return other.code.toLowerCase() === own.code.replaceAll('-', '');
}
