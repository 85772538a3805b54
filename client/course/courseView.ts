import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CourseOverview } from '../../server/protocol/course';
import { courseRequest } from '../../server/protocol/messages';
import { courseCommands, courseView } from './commandNames';
import { allLessons, type Grouping, type KnownProgress } from './courseOrder';
import { CourseTree } from './courseTree';
import { countWords } from './courseWords';
import type { LabFolders } from './labFolders';
import type { Progress } from './progress';

const groupingKey = 'layerwise.course.grouping';

/** The side bar's tree of lessons. The choice of groups is this machine's own and stays. */
export function registerCourseView(context: vscode.ExtensionContext, overview: CourseReader, progress: Progress, folders: LabFolders): void {
  const { globalState } = context;
  const tree = new CourseTree(() => overview.read(), knownProgress(progress, folders), globalState.get<Grouping>(groupingKey, 'level'));
  const view = vscode.window.createTreeView(courseView, { treeDataProvider: tree, showCollapseAll: true });
  const group = async (grouping: Grouping): Promise<void> => {
    tree.group(grouping);
    await globalState.update(groupingKey, grouping);
    await vscode.commands.executeCommand('setContext', groupingKey, grouping);
  };
  const draw = async (): Promise<void> => {
    tree.refresh();
    const course = await overview.read();
    const lessons = course ? allLessons(course) : [];
    view.description = lessons.length === 0 ? undefined : countWords(lessons.filter(({ id }) => progress.isDone(id)).length, lessons.length);
  };
  context.subscriptions.push(
    tree,
    view,
    progress.onDidChange(() => void draw()),
    folders.onDidChange(() => void draw()),
    vscode.commands.registerCommand(courseCommands.groupByLevel, () => group('level')),
    vscode.commands.registerCommand(courseCommands.groupByStage, () => group('stage')),
    vscode.commands.registerCommand(courseCommands.refresh, () => draw()),
  );
  void group(globalState.get<Grouping>(groupingKey, 'level'));
  void draw();
}

/** What the order of the course asks, of what this machine knows. */
export function knownProgress(progress: Progress, folders: LabFolders): KnownProgress {
  return {
    labDone: (lesson) => progress.labDone(lesson),
    openedAt: (lesson) => progress.openedAt(lesson),
    isBegun: (lesson) => progress.openedAt(lesson) !== undefined || folders.known(lesson) !== undefined || Object.keys(progress.answers(lesson)).length > 0,
  };
}

/** The written lessons: asked for once, and again after a failure. */
export class CourseReader {
  private answer: Promise<CourseOverview> | undefined;

  constructor(private readonly client: LanguageClient) {}

  /** Undefined where the server does not answer, or has no lesson. */
  async read(): Promise<CourseOverview | undefined> {
    this.answer ??= this.client.sendRequest(courseRequest, {});
    try {
      const course = await this.answer;
      if (allLessons(course).length > 0) return course;
    } catch {
      // The client has said why.
    }
    this.answer = undefined;
    return undefined;
  }
}
