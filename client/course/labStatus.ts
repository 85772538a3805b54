import * as vscode from 'vscode';
import type { LabCheckResult } from '../../server/protocol/course';
import { commands } from '../../server/protocol/messages';
import type { LabCheck } from './labCheck';
import type { LabInFront } from './labInFront';
import { conditionLines, spokenConditions, statusWords } from './labWords';

/** The item in the status bar: how many conditions of the lab in front are met. */
export function showLabStatus(inFront: LabInFront, labCheck: LabCheck): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('layerwise.lab', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Layerwise Lab';
  const results = new Map<string, LabCheckResult>();
  const draw = (): void => {
    const lesson = inFront.current?.lesson;
    const result = lesson === undefined ? undefined : results.get(lesson);
    if (!result) return item.hide();
    item.text = `$(mortar-board) ${statusWords(result)}`;
    item.tooltip = conditionLines(result).join('\n');
    item.accessibilityInformation = { label: spokenConditions(result), role: 'button' };
    item.command = { title: 'Show Lab', command: commands.openLesson, arguments: [result.lesson, { part: 'lab' }] };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    inFront.onDidChange(draw),
    labCheck.onDidCheck((result) => {
      results.set(result.lesson, result);
      draw();
    }),
  );
}
