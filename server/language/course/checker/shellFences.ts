import type { CommandGrammar, Content } from '../../content';
import { readDockerCalls } from '../commands/dockerCalls';
import type { Lesson } from '../lesson';
import { splitFences, taughtTexts } from './lessonProse';

/** Docker commands of `sh` and `powershell` fences whose name or options do not exist; those of `bad=` are not looked at. */
export function checkShellFences(lesson: Lesson, { dockerOptions, commands }: Content): string[] {
  if (!dockerOptions) return ['the options of the docker commands are not there'];
  return taughtTexts(lesson).flatMap(({ where, text }) => {
    const fences = splitFences(text).fences.filter(({ language, bad }) => bad === undefined && (language === 'sh' || language === 'powershell'));
    return fences.flatMap(({ code }) => logicalLines(code)).flatMap((line) =>
      readDockerCalls(line, dockerOptions, commands).flatMap(({ id, options, operands }) => {
        return [
          ...(operands.length > 0 && isGroup(id, dockerOptions) ? [`${where}: ${id} has no command ${operands[0]}: ${line.trim()}`] : []),
          ...options.filter(({ summary }) => summary === '').map(({ spelling }) => `${where}: ${id} has no option ${spelling}: ${line.trim()}`),
        ];
      }),
    );
  });
}

/** True for `docker` and `docker volume`, which do nothing without a command of theirs. */
function isGroup(id: string, docker: CommandGrammar): boolean {
  const grammar = id.split(' ').slice(1).reduce<CommandGrammar | undefined>((outer, name) => outer?.subcommands[name], docker);
  return grammar !== undefined && Object.keys(grammar.subcommands).length > 0;
}

/** Lines as the shell reads them: a backslash, or PowerShell's backtick, goes on. */
function logicalLines(code: string): string[] {
  return code.replaceAll(/[\\`]\n\s*/g, ' ').split('\n').filter((line) => line.trim() !== '');
}
