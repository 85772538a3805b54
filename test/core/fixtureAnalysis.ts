import { join } from 'node:path';
import type { DockerfileFacts } from '../../server/language/dockerfileFacts';
import type { Dockerfile } from '../../server/language/dockerfile/syntax';
import { fileKindOfPath } from '../../server/language/fileKind';
import { composeHover } from '../../server/language/hover/composeHover';
import { dockerfileHover } from '../../server/language/hover/dockerfileHover';
import type { HoverResult } from '../../server/language/hover/hoverResult';
import { LanguageService, type CheckResult } from '../../server/language/languageService';
import { commandReport, formatCommandReport } from '../../server/language/process/commandReport';
import { effectiveCommand } from '../../server/language/process/effectiveCommand';
import { stageCommand } from '../../server/language/process/stageCommand';
import { readCommands } from '../../server/world/contentFolder';
import { FixtureDocument } from './fixtureDocument';
import { composeFacts, dockerfileFacts, fixtureFiles, jsonOf, sectionNamed } from './fixtureFacts';
import type { FixtureFile, FixtureSection } from './fixtureFile';
import { composeDocumentFacts } from './fixtureProject';
import { noContent } from './noContent';

/** Names, flags and subcommands are facts that hovers are computed from; their words are not compared here. */
const { commands } = readCommands(join(process.cwd(), 'content'));
const service = new LanguageService(noContent);

/** One section under test, with what the language service says of it. */
export interface AnalysedSection {
  readonly document: FixtureDocument;
  readonly check: (text: string) => CheckResult;
  readonly hover: (offset: number) => HoverResult | undefined;
  /** Undefined for a compose file and for an ignore file. */
  readonly dockerfile: { readonly tree: Dockerfile; readonly facts: DockerfileFacts } | undefined;
}

/** Analyses a section, or gives undefined where it is neither Dockerfile nor compose file nor the ignore file of a Dockerfile. */
export function analyseSection(fixture: FixtureFile, section: FixtureSection): AnalysedSection | undefined {
  const kind = fileKindOfPath(section.name);
  if (kind === undefined) return section.name.endsWith('.dockerignore') ? analyseIgnoreFile(fixture, section) : undefined;
  const document = new FixtureDocument(section);
  const { rules = {} } = jsonOf<{ rules?: Record<string, 'on' | 'off'> }>(sectionNamed(fixture, 'settings.json'), {});
  if (kind === 'compose') {
    const file = service.parseCompose(document.text);
    const { localImages } = jsonOf<{ localImages?: Record<string, unknown> }>(sectionNamed(fixture, 'facts.json'), {});
    const check = (text: string): CheckResult => {
      const facts = composeDocumentFacts(section.name, { ...fixtureFiles(fixture), [section.name]: text }, localImages ? { localImages } : {});
      return service.checkCompose(service.parseCompose(text), facts, rules);
    };
    const beside = { ...composeDocumentFacts(section.name, fixtureFiles(fixture), localImages ? { localImages } : {}), ...composeFacts(fixture), folder: '/project' };
    return { document, check, hover: (offset) => composeHover(file, offset, beside), dockerfile: undefined };
  }
  const facts = dockerfileFacts(fixture, section.name);
  const tree = service.parseDockerfile(document.text);
  const check = (text: string): CheckResult => service.checkDockerfile(service.parseDockerfile(text), facts, rules);
  return { document, check, hover: (offset) => dockerfileHover(tree, offset, facts, commands), dockerfile: { tree, facts } };
}

/** An ignore file is checked with the first Dockerfile that it holds for. */
function analyseIgnoreFile(fixture: FixtureFile, section: FixtureSection): AnalysedSection | undefined {
  const dockerfile = fixture.sections.find(({ name }) => fileKindOfPath(name) === 'dockerfile' && dockerfileFacts(fixture, name).context?.ignoreFile === section.name);
  if (!dockerfile) return undefined;
  const { dockerfile: analysed, document: { text } } = analyseSection(fixture, dockerfile)!;
  const { ignoreFileFindings: findings, failures } = service.checkDockerfile(service.parseDockerfile(text), analysed!.facts, {});
  return { document: new FixtureDocument(section), check: () => ({ findings, ignoreFileFindings: [], failures }), hover: () => undefined, dockerfile: undefined };
}

/** `-- lens --`: `LINE: title` for each lens. */
export function lensLines({ dockerfile }: AnalysedSection): string[] {
  if (!dockerfile) return [];
  return service.codeLenses(dockerfile.tree, dockerfile.facts).map(({ range, command }) => `${range.start.line + 1}: ${command!.title}`);
}

/** `-- run --`: what a container of the last stage runs, as `layerwise run` says it. */
export function runLines({ dockerfile }: AnalysedSection): string[] {
  const stage = dockerfile?.tree.stages.at(-1);
  if (!dockerfile || !stage) return [];
  const command = effectiveCommand({ image: stageCommand(dockerfile.tree, stage, dockerfile.facts) });
  return formatCommandReport(commandReport(command), command.complete).trimEnd().split('\n');
}

/** A hover's facts, one a line: which text explains it, its title, what is computed. */
export function hoverLines(result: HoverResult | undefined): string[] {
  if (!result) return ['(nothing)'];
  return [result.textId ?? '', result.title ?? '', ...result.computed].join('\n').split('\n').filter((line) => line !== '');
}
