import * as vscode from 'vscode';
import type { LessonLab, LessonResult } from '../../server/protocol/course';
import { readable, type LabFolders } from './labFolders';
import { chooseFolder, chooseParent, chooseVariant } from './labPlace';
import type { LessonPanel } from './lessonPanel';

/** What need not be asked. */
export interface LabChoices {
  /** `own`: Layerwise's own folder. */
  readonly place?: 'own';
  /** Id of one of the lab's variants. */
  readonly variant?: string;
}

/** Opens a lab beside its lesson. Earlier work is continued; a fresh copy goes elsewhere, so that nothing is overwritten. */
export class LabStart {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly folders: LabFolders,
    private readonly panel: LessonPanel,
  ) {}

  async start(lesson: LessonResult, lab: LessonLab, choices: LabChoices = {}): Promise<void> {
    const earlier = await this.folders.find(lesson.id);
    if (!earlier) return this.startAfresh(lesson, lab, choices);
    await this.folders.remember(lesson.id, earlier, this.folders.variantOf(lesson.id));
    await this.open(lesson, lab, earlier);
    void this.offerFreshCopy(lesson, lab);
  }

  private async startAfresh(lesson: LessonResult, lab: LessonLab, { place, variant: asked }: LabChoices): Promise<void> {
    const variant = lab.variants.find(({ id }) => id === asked) ?? (lab.variants.length > 0 ? await chooseVariant(lab.variants) : undefined);
    if (!variant && lab.variants.length > 0) return;
    const parent = place === 'own' ? this.folders.storage : await chooseParent(this.folders.storage);
    const folder = parent && (await this.copy(lesson.id, lab, parent, variant?.id));
    if (folder) await this.open(lesson, lab, folder);
  }

  /** Copies until it works or the learner gives up. */
  private async copy(lesson: string, lab: LessonLab, parent: vscode.Uri, variant: string | undefined): Promise<vscode.Uri | undefined> {
    const source = vscode.Uri.joinPath(this.extensionUri, lab.startFolder, variant ?? '');
    try {
      return await this.folders.start(lesson, source, parent, variant);
    } catch (error) {
      const other = 'Choose Another Folder…';
      const why = error instanceof Error ? error.message : String(error);
      if ((await vscode.window.showErrorMessage(`The lab could not be put into ${readable(parent)}: ${why}`, other)) !== other) return undefined;
      const chosen = await chooseFolder();
      return chosen && this.copy(lesson, lab, chosen, variant);
    }
  }

  private async open({ id }: LessonResult, { firstFile }: LessonLab, folder: vscode.Uri): Promise<void> {
    try {
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, firstFile), { viewColumn: vscode.ViewColumn.One, preview: false });
    } catch {
      void vscode.window.showWarningMessage(`${firstFile} is no longer in ${readable(folder)}. The lab can still be checked, or started afresh.`);
    }
    await this.panel.show(id, { part: 'lab', column: vscode.ViewColumn.Beside });
  }

  private async offerFreshCopy(lesson: LessonResult, lab: LessonLab): Promise<void> {
    const afresh = 'Start Afresh…';
    const earlier = lab.variants.find(({ id }) => id === this.folders.variantOf(lesson.id));
    const work = `You continue your earlier work on this lab${earlier ? ` in ${earlier.title}` : ''}.`;
    if ((await vscode.window.showInformationMessage(work, afresh)) === afresh) await this.startAfresh(lesson, lab, {});
  }
}
