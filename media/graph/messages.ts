import type { GraphState } from '../../server/protocol/graph';
import { element } from '../webview/element';
import { noticeSection } from '../webview/noticeSection';

/** The problem and the notice of a state, as sections to put above the picture. Their words come from the server. */
export function messageSections({ problem, notice }: GraphState, onRetry: () => void): HTMLElement[] {
  const sections: HTMLElement[] = [];
  if (problem !== undefined) {
    const retry = element('button', { class: 'primary', type: 'button' }, ['Try again']);
    retry.addEventListener('click', onRetry);
    sections.push(
      element('section', { class: 'message problem', role: 'alert' }, [
        element('h2', {}, [problem.title]),
        element('p', {}, [problem.explanation]),
        element('p', {}, [problem.remedy]),
        element('p', {}, [element('code', {}, [[problem.host, problem.detail].filter(Boolean).join(': ')])]),
        element('div', { class: 'tools' }, [retry]),
      ]),
    );
  }
  if (notice !== undefined) {
    sections.push(noticeSection(notice));
  }
  return sections;
}
