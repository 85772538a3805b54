import type { Instruction } from '../dockerfile/syntax';

/** A part of a form, as it is written there, and the hover text that explains it. */
export interface SignatureParameter {
  readonly label: string;
  readonly textId?: string;
}

/** One way to write an instruction (reference: https://docs.docker.com/reference/dockerfile/). */
export interface SignatureForm {
  readonly parameters: readonly SignatureParameter[];
  /** What stands around and between the parameters; the parameters parted by blanks where it is missing. */
  readonly label?: string;
  /** True where the last parameter may come again. */
  readonly repeats?: boolean;
  /** True where the arguments are a JSON list. */
  readonly list?: boolean;
}

/** One form; a label in quotes stands in a JSON list. */
function form(words: string, options: Omit<SignatureForm, 'parameters'> = {}): SignatureForm {
  return { parameters: words.split(' ').map((label) => ({ label })), ...options };
}

const commandForms = [form('command'), form('"program" "argument"', { label: '["program", "argument", …]', repeats: true, list: true })];
const copyForms = [form('source… destination'), form('"source" "destination"', { label: '["source", …, "destination"]', list: true })];

/** The forms of each instruction, without its flags. */
export const signatureTable: Readonly<Partial<Record<Instruction['keyword'], readonly SignatureForm[]>>> = {
  ADD: copyForms,
  ARG: [form('name[=default]', { repeats: true })],
  CMD: commandForms,
  COPY: copyForms,
  ENTRYPOINT: commandForms,
  ENV: [form('name=value', { repeats: true })],
  EXPOSE: [form('port[/protocol]', { repeats: true })],
  FROM: [form('image'), { parameters: [{ label: 'image' }, { label: 'AS', textId: 'dockerfile/FROM-AS' }, { label: 'name', textId: 'dockerfile/FROM-AS' }] }],
  HEALTHCHECK: [form('CMD command'), form('NONE')],
  LABEL: [form('key=value', { repeats: true })],
  MAINTAINER: [form('name')],
  ONBUILD: [form('instruction')],
  RUN: commandForms,
  SHELL: [form('"program" "argument"', { label: '["program", "argument", …]', repeats: true, list: true })],
  STOPSIGNAL: [form('signal')],
  USER: [form('user[:group]')],
  VOLUME: [form('path', { repeats: true }), form('"path"', { label: '["path", …]', repeats: true, list: true })],
  WORKDIR: [form('path')],
};

/** What the values of flags are called. */
export const flagValueNames: Readonly<Record<string, string>> = {
  platform: 'os/architecture',
  from: 'stage|image',
  chown: 'user:group',
  chmod: 'mode',
  exclude: 'pattern',
  checksum: 'algorithm:digest',
  network: 'default|none|host',
  security: 'sandbox|insecure',
  device: 'name',
  interval: 'duration',
  timeout: 'duration',
  'start-period': 'duration',
  'start-interval': 'duration',
  retries: 'number',
};

/** What the values of mount options are called. */
export const mountValueNames: Readonly<Record<string, string>> = {
  type: 'bind|cache|tmpfs|secret|ssh',
  target: 'path',
  source: 'path',
  from: 'stage|image',
  id: 'name',
  sharing: 'shared|private|locked',
  mode: 'mode',
  uid: 'number',
  gid: 'number',
  size: 'bytes',
  env: 'variable',
};
