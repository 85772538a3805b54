import { composeFileAlone } from '../../composeDocumentFacts';
import type { LanguageService } from '../../languageService';
import type { Lesson } from '../lesson';
import type { CourseKnowledge } from './courseKnowledge';
import { differences } from './frontMatter';
import { splitFences, taughtTexts, type CodeFence } from './lessonProse';

const languages = ['dockerfile', 'yaml', 'sh', 'text', 'powershell', 'json', 'csharp', 'python', 'javascript', 'xml', 'ini', 'mermaid'];

/** Our own rules over every Dockerfile and compose file that a lesson shows: nothing, or exactly what `bad=` says. */
export function checkFences(lesson: Lesson, { service }: CourseKnowledge): string[] {
  return taughtTexts(lesson).flatMap(({ where, text }) =>
    splitFences(text).fences.flatMap((fence) => checkFence(fence, service).map((problem) => `${where}: ${problem} (fence beginning: ${firstLine(fence)})`)),
  );
}

function checkFence(fence: CodeFence, service: LanguageService): string[] {
  if (!languages.includes(fence.language)) return [`a fence has the language "${fence.language}"`];
  const found = findings(fence, service);
  if (found === undefined) return [];
  const rules = [...new Set(found.map(({ rule }) => rule))];
  if (fence.bad === undefined) return found.map(({ rule, message }) => `our own rule ${rule} finds: ${message}`);
  return differences('bad=', fence.bad.filter((id) => !/^C\d+$/.test(id)), rules).map((problem) => problem.replace("which is not this lesson's", 'which is not found in it'));
}

/** Undefined where the fence is neither a Dockerfile nor a compose file. */
function findings({ language, isCompose, code }: CodeFence, service: LanguageService): readonly { rule: string; message: string }[] | undefined {
  if (language === 'dockerfile') return service.checkDockerfile(service.parseDockerfile(code), {}, {}).findings;
  if (!isCompose) return undefined;
  const file = service.parseCompose(code);
  return service.checkCompose(file, composeFileAlone(file), {}).findings;
}

function firstLine({ code }: CodeFence): string {
  return code.split('\n', 1)[0]!.slice(0, 60);
}
