import { element } from '../webview/element';

/** A few choices of which one holds, as radio buttons in a row: arrow keys choose, and what is chosen holds at once. */
export function choice<Name extends string>(
  label: string,
  name: string,
  options: readonly { readonly name: Name; readonly label: string }[],
  chosen: Name,
  onChosen: (name: Name) => void,
): HTMLElement {
  const buttons = options.map((option) => {
    const input = element('input', { type: 'radio', name, value: option.name, checked: option.name === chosen });
    input.addEventListener('change', () => onChosen(option.name));
    return element('label', {}, [input, element('span', {}, [option.label])]);
  });
  return element('fieldset', { class: 'choice' }, [element('legend', {}, [label]), element('div', { class: 'options' }, buttons)]);
}
