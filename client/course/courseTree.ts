import * as vscode from 'vscode';
import type { CourseOverview, LessonSummary } from '../../server/protocol/course';
import { commands } from '../../server/protocol/messages';
import { allLessons, courseGroups, lessonState, nextLesson, type CourseGroup, type Grouping, type KnownProgress, type LessonState } from './courseOrder';
import { countWords, lessonTooltip, standingLabel, standingWords, type LessonStanding } from './courseWords';

/** One line: a group, or a lesson in a group. */
export type CourseItem = { readonly group: CourseGroup; readonly lesson?: LessonSummary };

/** Lessons by level or by stage of the roadmap, each with how far the learner is. */
export class CourseTree implements vscode.TreeDataProvider<CourseItem>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private course: CourseOverview | undefined;
  private next: string | undefined;

  /** @param overview gives the written lessons; undefined where they could not be read */
  constructor(
    private readonly overview: () => Promise<CourseOverview | undefined>,
    private readonly progress: KnownProgress,
    private grouping: Grouping,
  ) {}

  group(grouping: Grouping): void {
    this.grouping = grouping;
    this.changed.fire();
  }

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(parent?: CourseItem): Promise<CourseItem[]> {
    if (parent) return parent.lesson ? [] : parent.group.lessons.map((lesson) => ({ group: parent.group, lesson }));
    this.course = await this.overview();
    if (!this.course) return [];
    this.next = nextLesson(this.course, this.progress)?.id;
    return courseGroups(this.course, this.grouping).map((group) => ({ group }));
  }

  getTreeItem({ group, lesson }: CourseItem): vscode.TreeItem {
    return lesson ? this.lessonItem(group, lesson) : this.groupItem(group);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private groupItem({ id, title, why, lessons }: CourseGroup): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const done = lessons.filter((lesson) => this.progress.labDone(lesson.id) !== undefined).length;
    const item = new vscode.TreeItem(title, lessons.some((lesson) => lesson.id === this.next) ? Expanded : Collapsed);
    item.id = id;
    item.description = countWords(done, lessons.length);
    item.tooltip = why;
    item.contextValue = 'course.group';
    item.accessibilityInformation = { label: `${title}, ${item.description}` };
    return item;
  }

  private lessonItem(group: CourseGroup, lesson: LessonSummary): vscode.TreeItem {
    const standing: LessonStanding = { state: lessonState(lesson.id, this.progress), isNext: lesson.id === this.next };
    const item = new vscode.TreeItem(lesson.title);
    item.id = `${group.id}/${lesson.id}`;
    item.description = standingWords(standing);
    item.iconPath = lessonIcon(standing);
    item.tooltip = new vscode.MarkdownString(lessonTooltip(lesson, standing, this.titles()));
    item.contextValue = lesson.hasLab ? 'course.lesson.lab' : 'course.lesson';
    item.accessibilityInformation = { label: standingLabel(lesson, standing) };
    item.command = { title: 'Open Lesson', command: commands.openLesson, arguments: [lesson.id] };
    return item;
  }

  private titles(): ReadonlyMap<string, string> {
    return new Map((this.course ? allLessons(this.course) : []).map(({ id, title }) => [id, title]));
  }
}

const icons: Readonly<Record<LessonState, readonly [icon: string, colour?: string]>> = {
  done: ['pass-filled', 'charts.green'],
  doneOnFiles: ['pass', 'charts.green'],
  begun: ['record', 'charts.blue'],
  notBegun: ['circle-large-outline'],
};

/** Shapes that differ, too: colour alone tells nobody anything. */
function lessonIcon({ state, isNext }: LessonStanding): vscode.ThemeIcon {
  const [icon, colour] = isNext ? (['play-circle', 'charts.blue'] as const) : icons[state];
  return new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}
