import type { CodeLens } from 'vscode-languageserver-types';
import { commands } from '../../protocol/messages';
import { historyTitle, stepBehind } from '../cache/history/historyWords';
import type { BuildHistory, StepHistory } from '../cache/history/replay';
import { WaitingSteps } from '../cache/history/waitingSteps';
import type { Dockerfile } from '../dockerfile/syntax';
import { TextPositions } from '../textPosition';

/**
 * One lens above each step that re-ran: `re-ran in 47 of the last 50 commits (src/** 44×)`. The history belongs to the
 * committed Dockerfile, so an instruction that was edited since has none; of several equal ones the first goes with the first.
 * @param uri what the lens's command gets
 */
export function historyLenses(dockerfile: Dockerfile, history: BuildHistory, uri: string): CodeLens[] {
  const positions = new TextPositions(dockerfile.text);
  const waiting = new WaitingSteps(history.steps);
  const lines = new Map<StepHistory, number>();
  return dockerfile.stages.flatMap(({ name, index, instructions }) =>
    instructions.flatMap(({ keyword, keywordSpan, argumentText, startLine }) => {
      const step = waiting.take({ stage: name ?? String(index), instruction: keyword, words: argumentText.text });
      if (!step) return [];
      lines.set(step, startLine);
      const behind = stepBehind(step, history.steps);
      const title = historyTitle(step, behind && lines.get(behind));
      return title === undefined ? [] : [{ range: positions.rangeOf(keywordSpan), command: { title, command: commands.showCacheHistory, arguments: [uri] } }];
    }),
  );
}
