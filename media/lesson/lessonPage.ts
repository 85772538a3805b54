import type { ExplainLevelName, LabCheckResult } from '../../server/protocol/course';
import { levelNames } from '../../server/protocol/levelNames';
import type { Background, FromLessonPage, LessonPageMemory, LessonPart, ShownLesson, ToLessonPage } from '../../server/protocol/lessonPage';
import { commands } from '../../server/protocol/messages';
import { element } from '../webview/element';
import type { Host } from '../webview/host';
import { oncePerFrame } from '../webview/oncePerFrame';
import { Tabs, type Tab } from '../webview/tabs';
import { choice } from './choice';
import { describeInsert, type CodeActions } from './codeBlock';
import { commandTable } from './commandTable';
import type { CommandTips } from './commandTips';
import { LabPane } from './labPane';
import { LessonDiagrams } from './lessonDiagrams';
import { around, lessonHead, sources } from './lessonFrame';
import { lessonText } from './lessonText';
import { questionElement } from './question';
import type { Said } from './said';
import { reachWhatScrolls } from './scrollable';

type LessonHost = Host<ToLessonPage, FromLessonPage, LessonPageMemory>;

/** Everything that one lesson shows. It remembers the reader's choices and where the reader is. */
export class LessonPage {
  readonly element: HTMLElement;
  private readonly text = element('div', { class: 'lesson-text' });
  private readonly textPanel = element('div', { class: 'panel' });
  private readonly labPanel = element('div', { class: 'panel', hidden: true });
  private readonly choices = element('div', { class: 'choices-row' });
  private readonly diagrams: LessonDiagrams;
  private readonly tabs: Tabs<LessonPart>;
  private readonly lab: LabPane | undefined;
  private readonly actions: CodeActions;
  private readonly measure = oncePerFrame(() => reachWhatScrolls(this.element));
  private readonly rememberScroll = oncePerFrame(() => this.noteScroll());
  private level: ExplainLevelName;
  private background: Background;

  constructor(
    private readonly shown: ShownLesson,
    private readonly host: LessonHost,
    private readonly tips: CommandTips,
    private readonly said: Said,
    private file: string | undefined,
  ) {
    const { lesson } = shown;
    const memory = host.recall();
    const isSame = memory.lesson === lesson.id;
    if (!isSame) host.remember({ lesson: lesson.id, part: 'text', scroll: {}, answers: {}, hints: 0 });
    this.level = memory.level ?? shown.level;
    this.background = memory.background ?? shown.background;
    this.actions = this.codeActions();
    this.diagrams = new LessonDiagrams(lesson.diagrams);
    this.lab = lesson.lab && new LabPane(lesson.lab, this.actions, { run: (command) => this.run(command), onHint: (hints) => host.remember({ hints }), announce: (sentence) => said.aloud(sentence) }, (isSame && memory.hints) || 0);
    this.tabs = this.makeTabs((isSame && memory.part) || 'text');
    this.element = element('main', { class: 'lesson' }, [lessonHead(shown, (id) => this.open(id)), this.bar(), this.textPanel, this.labPanel]);
    this.choices.hidden = this.tabs.shown === 'lab';
    this.lab?.showResult(shown.result);
    this.writeText();
    window.addEventListener('scroll', this.rememberScroll, { passive: true });
    window.addEventListener('resize', this.measure);
  }

  /** The page is in its place: draws, and goes back to where the reader was. */
  async appeared(): Promise<void> {
    this.askForHelp();
    describeInsert(this.element, this.file);
    this.goToRemembered();
    const { scrollY } = window;
    await this.drawDiagrams();
    // Pictures need room above; a reader who has moved on meanwhile stays there.
    if (window.scrollY === scrollY) this.goToRemembered();
  }

  /** Goes to a part; asked for by a button elsewhere in VS Code. */
  goTo(part: LessonPart): void {
    this.tabs.show(part === 'lab' && this.lab === undefined ? 'text' : part);
  }

  choose(level: ExplainLevelName): void {
    this.element.querySelector<HTMLInputElement>(`input[name="level"][value="${level}"]`)?.click();
  }

  showResult(result: LabCheckResult): void {
    if (result.lesson === this.shown.lesson.id) this.lab?.showResult(result);
  }

  showTarget(file: string | undefined): void {
    this.file = file;
    describeInsert(this.element, file);
  }

  dispose(): void {
    window.removeEventListener('scroll', this.rememberScroll);
    window.removeEventListener('resize', this.measure);
    this.diagrams.dispose();
    this.tips.forgetAll();
  }

  private makeTabs(part: LessonPart): Tabs<LessonPart> {
    this.textPanel.append(this.text, ...this.afterText());
    const tabs: Tab<LessonPart>[] = [{ name: 'text', label: 'Lesson', panel: this.textPanel }];
    if (this.lab !== undefined) {
      this.labPanel.append(this.lab.element);
      tabs.push({ name: 'lab', label: 'Lab', icon: this.lab.badge, panel: this.labPanel });
    }
    return new Tabs('Parts of the lesson', 'lesson', tabs, this.lab === undefined ? 'text' : part, (name) => this.partShown(name));
  }

  /** Stays in sight: which part, at which level, with which comparison. */
  private bar(): HTMLElement {
    const names = Object.keys(levelNames) as ExplainLevelName[];
    const levels = choice('Explained', 'level', names.map((name) => ({ name, label: levelNames[name] })), this.level, (level) => this.changeText({ level }));
    const { analogies } = this.shown.lesson;
    const known = [{ name: 'none' as const, label: 'None' }, ...(analogies.dotnet === undefined ? [] : [{ name: 'dotnet' as const, label: '.NET' }]), ...(analogies.git === undefined ? [] : [{ name: 'git' as const, label: 'Git' }])];
    const chosen = known.some(({ name }) => name === this.background) ? this.background : 'none';
    const compared = known.length === 1 ? [] : [choice('Compared with', 'background', known, chosen, (background) => this.changeText({ background }))];
    this.choices.append(levels, ...compared);
    return element('div', { class: 'bar' }, [...(this.lab === undefined ? [] : [this.tabs.list]), this.choices]);
  }

  private changeText(change: { readonly level?: ExplainLevelName; readonly background?: Background }): void {
    this.level = change.level ?? this.level;
    this.background = change.background ?? this.background;
    this.host.remember(change);
    this.tabs.show('text');
    this.writeText();
    this.tips.forgetWhatIsGone();
    this.askForHelp();
    describeInsert(this.element, this.file);
    void this.drawDiagrams();
  }

  private writeText(): void {
    const { lesson } = this.shown;
    this.text.replaceChildren(...lessonText(lesson, this.level, this.background, this.diagrams, this.actions));
  }

  private afterText(): HTMLElement[] {
    const { lesson } = this.shown;
    const { answers = {} } = this.host.recall();
    const questions = lesson.questions.map((question) =>
      questionElement(
        question,
        {
          onAnswered: (answer, correct) => {
            this.host.remember({ answers: { ...this.host.recall().answers, [question.id]: answer } });
            this.host.tell({ type: 'answered', lesson: lesson.id, question: question.id, correct });
          },
          announce: (sentence) => this.said.aloud(sentence),
        },
        answers[question.id],
      ),
    );
    const check = questions.length === 0 ? [] : [element('section', { class: 'check' }, [element('h2', {}, ['Check yourself']), ...questions])];
    const table = lesson.commands.length === 0 ? [] : [commandTable(lesson.commands, this.actions, () => this.run(commands.showCheatSheet))];
    return [...check, ...this.toLab(), ...table, ...sources(lesson), around(lesson, (id) => this.open(id))];
  }

  private toLab(): HTMLElement[] {
    const { labExempt } = this.shown.lesson;
    if (this.lab === undefined) return labExempt === undefined ? [] : [element('section', {}, [element('h2', {}, ['No lab']), element('p', {}, [labExempt])])];
    const go = element('button', { type: 'button', class: 'primary' }, ['Go to the lab']);
    go.addEventListener('click', () => {
      this.tabs.show('lab');
      this.element.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
    });
    return [element('section', { class: 'to-lab' }, [element('h2', {}, ['Now do it']), element('p', {}, ['The lab checks what you did, on your own machine.']), go])];
  }

  private partShown(part: LessonPart): void {
    this.choices.hidden = part === 'lab';
    this.host.remember({ part });
    this.goToRemembered();
    void this.drawDiagrams();
  }

  private async drawDiagrams(): Promise<void> {
    reachWhatScrolls(this.element);
    await this.diagrams.draw();
    reachWhatScrolls(this.element);
  }

  private noteScroll(): void {
    if (this.element.isConnected) this.host.remember({ scroll: { ...this.host.recall().scroll, [this.tabs.shown]: window.scrollY } });
  }

  private goToRemembered(): void {
    window.scrollTo({ top: this.host.recall().scroll?.[this.tabs.shown] ?? 0 });
  }

  private open(lesson: string): void {
    this.host.tell({ type: 'command', command: commands.openLesson, lesson });
  }

  private run(command: string): void {
    this.host.tell({ type: 'command', command, lesson: this.shown.lesson.id });
  }

  private askForHelp(): void {
    const lines = this.tips.commands;
    if (lines.length > 0) this.host.tell({ type: 'help', lines });
  }

  private codeActions(): CodeActions {
    return {
      copy: (text) => this.host.tell({ type: 'copy', text }),
      insert: (text) => {
        if (this.file === undefined) this.said.show('Open the file that it should go into beside this page first.');
        else this.host.tell({ type: 'insert', text });
      },
      terminal: (line) => this.host.tell({ type: 'terminal', line }),
      explain: (command, place) => this.tips.watch(command, place),
    };
  }
}
