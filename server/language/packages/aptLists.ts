import type { StepCommand, StepScript } from '../process/stepScript';
import { verbOf } from './packageCache';

const isApt = ({ name }: StepCommand): boolean => /^(apt|apt-get|aptitude)$/.test(name);

/** `apt-get update`: fetches the lists of what can be installed. */
export function fetchesLists(command: StepCommand): boolean {
  return isApt(command) && verbOf(command) === 'update';
}

/** A command that looks packages up in the lists. A package as a file needs them for what it depends on. */
export function readsLists(command: StepCommand): boolean {
  return isApt(command) && /^(install|upgrade|dist-upgrade|full-upgrade|build-dep|download|source|satisfy|reinstall)$/.test(verbOf(command) ?? '');
}

/** Commands that may fetch or use lists where nobody sees it. */
export function mayRunApt({ commands }: StepScript): boolean {
  return commands.some(({ name, words, shell, at }) => {
    const written = shell.words[at]?.value ?? '';
    if (/^(sh|bash|dash|ash|zsh|source|\.|eval|make|xargs|su|chroot|ansible-playbook)$/.test(name) || /\.(sh|bash)$/.test(name)) return true;
    return name.includes('$') || (/\//.test(written) && !/^(\/usr(\/local)?)?\/s?bin\//.test(written)) || /^(install_packages|add-apt-repository|tasksel|apt-install|aptly|apt-fast)$/.test(name) || words.some((word) => /\bapt(-get)?\b.*\b(update|install)\b/.test(word));
  });
}
