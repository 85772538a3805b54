import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commands, quizRequest } from '../../server/protocol/messages';
import type { Progress } from './progress';
import type { QuizKeeper } from './progressCommands';
import { QuizPanel } from './quiz/quizPanel';
import { QuizSitting } from './quiz/quizSitting';
import { emptyQuizState, mergedQuizStates, readQuizState, type QuizState } from './quiz/quizState';

/** Where the cards' states are remembered; synchronized with the user's settings. */
export const quizStateKey = 'layerwise.course.quiz';

/** Flashcards: the questions of lessons that are done, again and again, each when it is about to be forgotten. */
export function registerQuiz({ extensionUri, globalState, subscriptions }: vscode.ExtensionContext, client: LanguageClient, progress: Progress): QuizKeeper {
  const panel = new QuizPanel(extensionUri);
  const state = (): QuizState => readQuizState(globalState.get(quizStateKey)) ?? emptyQuizState;
  const store = (changed: QuizState): void => void globalState.update(quizStateKey, changed);
  const isDone = (lesson: string): boolean => progress.isDone(lesson);
  subscriptions.push(
    panel,
    vscode.commands.registerCommand(commands.quizMe, async () => {
      const cards = panel.isOpen ? [] : await client.sendRequest(quizRequest, {});
      panel.show(() => new QuizSitting(cards, { now: () => new Date(), random: Math.random, isDone, state, store }));
    }),
  );
  return {
    quizState: state,
    restoreQuizState(value, merge = false) {
      const read = value === undefined ? emptyQuizState : readQuizState(value);
      if (!read) return false;
      // An answer on the open page belongs to the cards as they were.
      panel.dispose();
      store(merge ? mergedQuizStates(state(), read) : read);
      return true;
    },
  };
}
