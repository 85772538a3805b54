import { CodeActionKind, DiagnosticSeverity, MarkupKind } from 'vscode-languageserver-types';
import type { AnnotatedTextEdit, CodeAction, CodeLens, CreateFile, Diagnostic, Hover, Position, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { applicableFixes } from './applicableFixes';
import type { BaseImages } from './baseImages';
import type { DocumentFindings } from './documentFindings';
import type { DockerfileBuilds } from './dockerfileBuilds';
import type { FactsStore } from './factsStore';
import { filePathOf, uriInContext } from './fileUri';
import type { FailureLog } from './guard';
import type { LanguageService } from './language/languageService';
import type { HoverStyle } from './language/hover/renderHover';
import { rulePageAddress, rulePageText } from './language/rulePages';
import { skipCheckEdit } from './language/rules/checkDirective';
import { buildKitCheck, type Finding, type FileEdit, type Fix, type RuleSeverity } from './language/rules/rule';
import { TextPositions } from './language/textPosition';
import { positionsOf, type OpenDocuments, type ParsedCompose, type ParsedDocument } from './openDocuments';
import type { LayerwiseSettings } from './protocol/settings';

/** What every request handler works with. */
export interface HandlerContext {
  readonly service: LanguageService;
  readonly documents: OpenDocuments;
  readonly facts: FactsStore;
  readonly images: BaseImages;
  readonly builds: DockerfileBuilds;
  readonly settings: () => LayerwiseSettings;
  /** True where the editor runs `command:` links in hovers. */
  readonly commandLinks: boolean;
  /** True where the editor opens the pages of rules that diagnostics lead to. */
  readonly rulePages: boolean;
  /** True where an edit may make files in the editor, and change other files than the open one. */
  readonly canEditOtherFiles: boolean;
  /** True where the editor shows an edit that asks for it before it makes it. */
  readonly canAskBeforeEdits: boolean;
  /** True where the editor asks for code lenses again when it is told to. */
  readonly canRefreshLenses: boolean;
  readonly findings: DocumentFindings;
  readonly log: FailureLog;
}

const severities: Readonly<Record<RuleSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** textDocument/hover */
export async function handleHover(context: HandlerContext, uri: string, position: Position): Promise<Hover | null> {
  const parsed = context.documents.get(uri);
  if (!parsed) return null;
  const positions = positionsOf(parsed);
  const offset = positions.offsetAt(position);
  const style = { ...hoverStyle(context), place: { uri, ...position } };
  const hover =
    parsed.kind === 'dockerfile'
      ? context.service.hoverDockerfile(parsed.dockerfile, offset, await context.facts.complete(uri), style)
      : context.service.hoverCompose(parsed.compose, offset, await context.facts.completeCompose(parsed), style);
  return hover ? { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: positions.rangeOf(hover.span) } : null;
}

function hoverStyle({ settings, commandLinks }: HandlerContext): HoverStyle {
  const { explainLevel, background } = settings();
  return { level: explainLevel, background, commandLinks };
}

/** textDocument/publishDiagnostics, with what is known now. */
export function diagnosticsOf(context: HandlerContext, parsed: ParsedDocument): Diagnostic[] {
  const positions = positionsOf(parsed);
  return context.findings.of(parsed).findings.map((finding) => diagnosticOf(finding, positions, context));
}

/** As `diagnosticsOf`, for the ignore file that holds for the document; undefined where none is known. */
export function ignoreFileDiagnosticsOf(context: HandlerContext, parsed: ParsedDocument): { readonly uri: string; readonly diagnostics: readonly Diagnostic[] } | undefined {
  const { uri } = parsed.document;
  const known = context.facts.now(uri).context;
  if (known?.ignoreFile === undefined) return undefined;
  const positions = new TextPositions(known.filtered.ignore.text);
  return { uri: uriInContext(uri, known, known.ignoreFile), diagnostics: context.findings.of(parsed).ignoreFileFindings.map((finding) => diagnosticOf(finding, positions, context)) };
}

function diagnosticOf({ span, severity, rule, message }: Finding, positions: TextPositions, { rulePages, service }: HandlerContext): Diagnostic {
  const href = rulePages ? rulePageAddress(service.content, rule) : undefined;
  return { range: positions.rangeOf(span), severity: severities[severity], source: 'layerwise', code: rule, ...(href === undefined ? {} : { codeDescription: { href } }), message };
}

/** layerwise/rulePage */
export function handleRulePage({ service }: HandlerContext, rule: string): { readonly text: string } | null {
  const text = rulePageText(service.content, rule);
  return text === undefined ? null : { text };
}

/** textDocument/codeAction: the fixes of the findings that the range touches. */
export async function handleCodeActions(context: HandlerContext, uri: string, range: Range): Promise<CodeAction[]> {
  const parsed = context.documents.get(uri);
  if (!parsed) return [];
  if (parsed.kind === 'dockerfile') await context.facts.complete(uri);
  const positions = positionsOf(parsed);
  const start = positions.offsetAt(range.start);
  const end = positions.offsetAt(range.end);
  const touched = context.findings.of(parsed).findings.filter(({ span }) => span.start <= end && span.end >= start);
  const { name = '.' } = context.facts.now(uri).context ?? {};
  const pathOf = (path: string): string | undefined => filePathOf(uriInContext(uri, { name }, path));
  const mendable = await Promise.all(touched.map(async (finding) => ({ ...finding, fixes: await applicableFixes(finding.fixes, pathOf) })));
  return mendable.flatMap((finding) =>
    actionsFor(context, parsed, finding).map(({ title, edits, otherFile, isPreferred }) => {
      const changes = edits.map((edit) => ({ range: positions.rangeOf(edit.span), newText: edit.newText }));
      const here = changes.length > 0 || !otherFile ? [{ textDocument: { uri, version: parsed.document.version }, edits: changes }] : [];
      const other = otherFile ? otherFileEdit(context, uri, otherFile) : { documentChanges: [] };
      const edit: WorkspaceEdit = { ...other, documentChanges: [...other.documentChanges, ...here] };
      return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(finding, positions, context)], ...(isPreferred ? { isPreferred } : {}), edit };
    }),
  );
}

/**
 * Makes or changes a file beside the document. An editor refuses to make one where one is there. A change is shown before it
 * is made: the file may be open and other than on the disk.
 */
function otherFileEdit({ canAskBeforeEdits, facts }: HandlerContext, uri: string, { name, before, edits }: FileEdit) {
  const file = uriInContext(uri, facts.now(uri).context ?? { name: '.' }, name);
  const positions = new TextPositions(before ?? '');
  const asks = before !== undefined && canAskBeforeEdits;
  const changes = edits.map(({ span, newText }): AnnotatedTextEdit | TextDocumentEdit['edits'][number] => ({ range: positions.rangeOf(span), newText, ...(asks && { annotationId: name }) }));
  const created: CreateFile[] = before === undefined ? [{ kind: 'create', uri: file, options: { overwrite: false, ignoreIfExists: false } }] : [];
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [...created, { textDocument: { uri: file, version: null }, edits: changes }];
  return { documentChanges, ...(asks && { changeAnnotations: { [name]: { label: `Change ${name}`, needsConfirmation: true } } }) };
}

/** The finding's fixes, and for a check of BuildKit the line that skips it in the whole file. */
function actionsFor({ canEditOtherFiles }: HandlerContext, parsed: ParsedDocument, finding: Finding): (Fix & { readonly isPreferred: boolean })[] {
  const check = buildKitCheck(finding);
  const skip = check && parsed.kind === 'dockerfile' ? skipCheckEdit(parsed.dockerfile, check) : undefined;
  return [
    ...finding.fixes.filter(({ otherFile }) => !otherFile || canEditOtherFiles).map((fix, index) => ({ ...fix, isPreferred: index === 0 })),
    ...(skip ? [{ title: `Ignore this check in the file (${check})`, edits: [skip], isPreferred: false }] : []),
  ];
}

/**
 * textDocument/codeLens
 * @param history lenses of the steps' history, as far as it is known
 */
export async function handleCodeLenses(context: HandlerContext, uri: string, history: readonly CodeLens[]): Promise<CodeLens[]> {
  const { documents, facts, service, settings } = context;
  const parsed = documents.get(uri);
  if (!parsed || !settings().codeLens) return [];
  if (parsed.kind === 'compose') return composeLensesOf(context, parsed);
  return [...service.codeLenses(parsed.dockerfile, facts.now(uri)), ...(settings().cacheHistory > 0 ? history : [])];
}

/** The lenses ask for Dockerfiles; where one was not read yet, it is, and they ask again. */
async function composeLensesOf({ facts, service, commandLinks }: HandlerContext, parsed: ParsedCompose): Promise<CodeLens[]> {
  const lenses = service.composeLenses(parsed.compose, await facts.completeCompose(parsed), commandLinks);
  return facts.projects.isComplete(parsed) ? lenses : service.composeLenses(parsed.compose, await facts.completeCompose(parsed), commandLinks);
}
