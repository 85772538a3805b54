import type { DockerfileFacts } from '../dockerfileFacts';
import type { Dockerfile, HealthcheckInstruction, Instruction, RunInstruction } from '../dockerfile/syntax';
import { inlineCode } from '../wording';
import { pairFacts } from './pairFacts';
import { portFact, signalFacts, userFacts, volumeFact, workdirFacts } from './wordFacts';

/** What an instruction does here, for all but CMD, ENTRYPOINT, COPY and ADD. */
export function instructionFacts(dockerfile: Dockerfile, instruction: Instruction, facts: DockerfileFacts): string[] {
  switch (instruction.keyword) {
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return pairFacts(dockerfile, instruction, facts);
    case 'RUN':
      return runFacts(instruction);
    case 'WORKDIR':
      return workdirFacts(dockerfile, instruction, facts);
    case 'EXPOSE':
      return instruction.words.map((word) => portFact(dockerfile, instruction, word, facts));
    case 'VOLUME':
      return instruction.words.map((word) => volumeFact(dockerfile, instruction, word, facts));
    case 'USER':
      return userFacts(dockerfile, instruction, facts);
    case 'STOPSIGNAL':
      return signalFacts(dockerfile, instruction, facts);
    case 'HEALTHCHECK':
      return healthcheckFacts(instruction);
    case 'SHELL':
      return instruction.command?.form === 'exec'
        ? [`Shell forms below run with ${inlineCode(JSON.stringify(instruction.command.words.map(({ value }) => value)))} in front.`]
        : [];
    default:
      return [];
  }
}

function runFacts({ command, heredocs }: RunInstruction): string[] {
  if (!command) return [];
  if (command.form === 'exec') return [`Exec form: runs ${inlineCode(JSON.stringify(command.words.map(({ value }) => value)))} without a shell.`];
  if (heredocs.length > 0) return ['Shell form with a heredoc: the body is part of the step.'];
  return command.brokenJson ? ['This looks like a JSON list but is none, so the shell gets the whole text, brackets included.'] : ['Shell form: the shell runs it at build time.'];
}

/** Docker's defaults: reference/dockerfile#healthcheck. */
export const healthcheckDefaults = { interval: '30s', timeout: '30s', 'start-period': '0s', 'start-interval': '5s', retries: '3' } as const;

export function healthcheckFacts({ type, flags }: HealthcheckInstruction): string[] {
  if (type?.text.toUpperCase() === 'NONE') return ['Switches off a health check that the base image set.'];
  const value = (name: keyof typeof healthcheckDefaults): string => flags.find((flag) => flag.name === name)?.value || healthcheckDefaults[name];
  const start = flags.some(({ name }) => name === 'start-period') ? `; failures in the first ${inlineCode(value('start-period'))} do not count` : '';
  const failures = value('retries') === '1' ? '`1` failure makes' : `${inlineCode(value('retries'))} failures in a row make`;
  return [`Runs every ${inlineCode(value('interval'))}, gets ${inlineCode(value('timeout'))} each time, and ${failures} the container unhealthy${start}.`];
}
