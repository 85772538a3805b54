import * as vscode from 'vscode';
import type { CacheComparison } from '../../server/protocol/cachePreview';

interface ComparisonWords {
  readonly label: string;
  readonly detail: string;
  readonly needsGit: boolean;
}

export const comparisons: { readonly [K in CacheComparison]: ComparisonWords } = {
  changedFiles: {
    label: 'The files changed since the last commit',
    detail: 'This Dockerfile, built with the files of the last commit, then with those of now.',
    needsGit: true,
  },
  thisFile: {
    label: 'This file',
    detail: 'The Dockerfile as saved, then as it stands in the editor. All other files stay the same.',
    needsGit: false,
  },
  lastCommit: {
    label: 'Last commit → now',
    detail: 'Everything as in the last commit, then everything as it is now.',
    needsGit: true,
  },
};

/** What the reader chose; undefined where nothing was chosen. */
export type Choice = CacheComparison | 'stop' | undefined;

/** @param current what is shown now; stopping is offered then */
export async function pickComparison(current: CacheComparison | undefined): Promise<Choice> {
  const items: (vscode.QuickPickItem & { readonly choice: Choice })[] = (Object.keys(comparisons) as CacheComparison[]).map((choice) => {
    const { label, detail, needsGit } = comparisons[choice];
    const remark = needsGit && !vscode.workspace.isTrusted ? 'not in Restricted Mode: it runs git' : choice === current ? 'now' : '';
    return { choice, label, detail, description: remark };
  });
  if (current !== undefined) items.push({ choice: undefined, label: '', kind: vscode.QuickPickItemKind.Separator }, { choice: 'stop', label: 'Stop the preview' });
  return (await vscode.window.showQuickPick(items, { title: 'Preview Cache', placeHolder: 'Which two builds should be compared?' }))?.choice;
}

export function isComparison(value: unknown): value is CacheComparison {
  return typeof value === 'string' && Object.hasOwn(comparisons, value);
}
