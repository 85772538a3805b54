import { isUnicodeSpace } from './characters';
import { DirectiveReader } from './directives';
import { findHeredocMarkers, readHeredocBody } from './heredoc';
import { parseInstruction } from './instructionParser';
import { LogicalText, type TextSegment } from './logicalText';
import { splitPhysicalLines, type PhysicalLine } from './physicalLines';
import { ShellLexError } from './shellLexer';
import { groupStages } from './stages';
import type { Comment, Directive, Dockerfile, Element, EmptyContinuation, Heredoc, Instruction, Problem, Span } from './syntax';

/** BuildKit reads lines with a scanner of this size (bufio.MaxScanTokenSize); a longer line is rejected. */
const longestLineBytes = 65535;

/**
 * Parses a Dockerfile on BuildKit's grammar (frontend/dockerfile/parser/parser.go). Never fails: faults become problems.
 * The elements tile the text, so printing them gives the file back.
 */
export function parseDockerfile(text: string): Dockerfile {
  return new DockerfileParser(text).parse();
}

/** Gives the text back from the tree. */
export function printDockerfile(dockerfile: Dockerfile): string {
  return dockerfile.elements.map(({ span }) => dockerfile.text.slice(span.start, span.end)).join('');
}

class DockerfileParser {
  private readonly lines: PhysicalLine[];
  private readonly elements: Element[] = [];
  private readonly innerComments: Comment[] = [];
  private readonly emptyContinuations: EmptyContinuation[] = [];
  private readonly problems: Problem[] = [];
  private readonly directiveReader = new DirectiveReader();
  private escape: '\\' | '`' = '\\';
  private comments: string[] = [];
  private next = 0;

  constructor(private readonly text: string) {
    this.lines = splitPhysicalLines(text);
  }

  parse(): Dockerfile {
    while (this.next < this.lines.length) this.readElement();
    const instructions = this.elements.filter((element): element is Instruction => element.kind === 'instruction');
    return {
      text: this.text,
      escape: this.escape,
      elements: this.elements,
      directives: this.elements.filter((element): element is Directive => element.kind === 'directive'),
      instructions,
      ...groupStages(instructions),
      problems: this.problems,
      innerComments: this.innerComments,
      emptyContinuations: this.emptyContinuations,
    };
  }

  private readElement(): void {
    const line = this.lines[this.next]!;
    this.checkLength(line);
    const lineStart = this.next === 0 && this.text[0] === '\ufeff' ? line.start + 1 : line.start;
    let start = lineStart;
    while (start < line.contentEnd && isUnicodeSpace(this.text[start]!)) start++;
    const span = { start: line.start, end: line.end };
    const isIndented = start > lineStart;
    const found = this.directiveReader.read(this.text, start, line.contentEnd, isIndented);
    if (found?.problem) this.problems.push(found.problem);
    if (found) {
      this.elements.push({ ...found.directive, span });
      if (found.isComment) this.addCommentAbove(this.text.slice(start + 1, line.contentEnd).trim(), false);
      if (found.directive.name === 'escape' && !found.problem) this.escape = found.directive.value as '\\' | '`';
      this.next++;
    } else if (this.text[start] === '#' && start < line.contentEnd) {
      const comment: Comment = { kind: 'comment', text: this.text.slice(start + 1, line.contentEnd).trim(), span };
      this.elements.push(comment);
      this.addCommentAbove(comment.text, isIndented);
      this.next++;
    } else if (start >= line.contentEnd) {
      this.elements.push({ kind: 'blank', span });
      this.next++;
    } else this.readInstruction(start);
  }

  /** BuildKit drops the line's first character, be it `#` or a blank, and forgets what is above an empty comment (parser.go `Parse`). */
  private addCommentAbove(text: string, isIndented: boolean): void {
    if (isIndented) this.comments.push(`#${text}`);
    else if (text) this.comments.push(text);
    else this.comments = [];
  }

  private readInstruction(contentStart: number): void {
    const first = this.next;
    const line = this.joinContinuedLines(contentStart);
    const markers = this.heredocMarkers(line);
    const lastBodyLine = this.next;
    const frame = {
      line,
      span: { start: this.lines[first]!.start, end: this.lines[lastBodyLine - 1]!.end },
      startLine: first + 1,
      endLine: lastBodyLine,
      commentsAbove: this.comments,
      escape: this.escape,
    };
    this.comments = [];
    const instruction = parseInstruction(frame, this.problems);
    this.elements.push(markers.length && canContainHeredoc(instruction) ? this.withHeredocs(instruction, markers) : instruction);
  }

  /** Markers are looked for in every line with `<<`; whether they count depends on the instruction. */
  private heredocMarkers(line: LogicalText): ReturnType<typeof findHeredocMarkers> {
    try {
      return findHeredocMarkers(line);
    } catch (error) {
      if (!(error instanceof ShellLexError)) throw error;
      this.problems.push({ code: 'heredoc-name', message: error.message, span: line.span, severity: 'error' });
      return [];
    }
  }

  private withHeredocs(instruction: Instruction, markers: ReturnType<typeof findHeredocMarkers>): Instruction {
    const heredocs: Heredoc[] = [];
    for (const marker of markers) {
      const { heredoc, next, terminated } = readHeredocBody(this.text, this.lines, this.next, marker);
      heredocs.push(heredoc);
      this.next = next;
      if (!terminated) {
        const span = marker.markerSpan ?? instruction.keywordSpan;
        this.problems.push({ code: 'unterminated-heredoc', message: `unterminated heredoc: no line is ${marker.name}`, span, severity: 'error' });
        break;
      }
    }
    const span = { start: instruction.span.start, end: this.lines[this.next - 1]!.end };
    const withBodies = { ...instruction, heredocs, span, endLine: this.next };
    if (withBodies.keyword !== 'ONBUILD' || !withBodies.trigger) return withBodies;
    return { ...withBodies, trigger: { ...withBodies.trigger, heredocs } };
  }

  /** Joins lines as BuildKit does: escape and line end vanish, comment and empty lines inside are dropped. */
  private joinContinuedLines(contentStart: number): LogicalText {
    const segments: TextSegment[] = [];
    const pieces: string[] = [];
    let length = 0;
    const emptyLines: Span[] = [];
    let continued = this.addLine(contentStart, this.lines[this.next]!.contentEnd, (start, end) => {
      pieces.push(this.text.slice(start, end));
      segments.push({ logical: length, source: start, length: end - start });
      length += end - start;
    });
    this.next++;
    while (continued && this.next < this.lines.length) {
      const line = this.lines[this.next++]!;
      this.checkLength(line);
      let start = line.start;
      while (start < line.contentEnd && isUnicodeSpace(this.text[start]!)) start++;
      if (start < line.contentEnd && this.text[start] === '#') {
        const span = { start: line.start, end: line.end };
        this.innerComments.push({ kind: 'comment', text: this.text.slice(start + 1, line.contentEnd).trim(), span });
      } else if (start >= line.contentEnd) emptyLines.push({ start: line.start, end: line.end });
      else {
        continued = this.addLine(line.start, line.contentEnd, (from, to) => {
          pieces.push(this.text.slice(from, to));
          segments.push({ logical: length, source: from, length: to - from });
          length += to - from;
        });
      }
    }
    if (emptyLines.length > 0) this.emptyContinuations.push({ emptyLines, lastLine: this.withoutBlanks(this.lines[this.next - 1]!) });
    return new LogicalText(pieces.join(''), segments.slice(), contentStart);
  }

  /** Adds a line without its continuation character; tells whether it had one. */
  private addLine(start: number, end: number, add: (start: number, end: number) => void): boolean {
    let last = end;
    while (last > start && (this.text[last - 1] === ' ' || this.text[last - 1] === '\t')) last--;
    if (end - start > longestLineBytes) {
      // BuildKit rejects the file; a part of the line is enough to say what it is.
      add(start, start + longestLineBytes);
      return false;
    }
    const continues = last > start && this.text[last - 1] === this.escape && (last - 1 === start || this.text[last - 2] !== this.escape);
    add(start, continues ? last - 1 : end);
    return continues;
  }

  private withoutBlanks({ start, contentEnd }: PhysicalLine): Span {
    let [from, to] = [start, contentEnd];
    while (from < to && isUnicodeSpace(this.text[from]!)) from++;
    while (to > from && isUnicodeSpace(this.text[to - 1]!)) to--;
    return { start: from, end: to };
  }

  private checkLength(line: PhysicalLine): void {
    const length = line.end - line.start;
    if (length * 3 < longestLineBytes) return;
    const bytes = new TextEncoder().encode(this.text.slice(line.start, line.end)).length;
    if (bytes <= longestLineBytes + (line.end > line.contentEnd ? 1 : 0)) return;
    const message = `dockerfile line greater than max allowed size of ${longestLineBytes}`;
    this.problems.push({ code: 'line-too-long', message, span: { start: line.start, end: line.start + 80 }, severity: 'error' });
  }
}

/** RUN, COPY and ADD, also as ONBUILD triggers, and not in JSON form (BuildKit `canContainHeredoc`). */
function canContainHeredoc(instruction: Instruction): boolean {
  const node = instruction.keyword === 'ONBUILD' ? instruction.trigger : instruction;
  if (!node) return false;
  if (node.keyword === 'RUN') return node.command?.form !== 'exec';
  return (node.keyword === 'COPY' || node.keyword === 'ADD') && !node.json;
}
