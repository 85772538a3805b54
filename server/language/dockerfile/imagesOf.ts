import { expandText } from './expansion';
import { parseMountOptions } from './mounts';
import { baseStage, sourceStage } from './stages';
import type { Dockerfile, Instruction } from './syntax';
import { globalEnvironment } from './variables';

/** The images that a Dockerfile names, each once: of FROM, `--from`, mounts and `# syntax=`. Stages and `scratch` are none. */
export function imagesOf(dockerfile: Dockerfile): string[] {
  const globals = globalEnvironment(dockerfile, {});
  const names = new Set<string>();
  for (const stage of dockerfile.stages) {
    const name = expandText(stage.from.image?.text ?? '', globals, dockerfile.escape).text;
    if (name && !baseStage(dockerfile, stage, name)) names.add(name);
    for (const origin of stage.instructions.flatMap(originsOf)) if (!sourceStage(dockerfile, origin)) names.add(origin);
  }
  for (const { name, value } of dockerfile.directives) if (name === 'syntax') names.add(value.split(/\s+/)[0]!);
  names.delete('scratch');
  names.delete('');
  return [...names];
}

function originsOf({ keyword, flags }: Instruction): string[] {
  if (keyword !== 'COPY' && keyword !== 'RUN') return [];
  return flags.flatMap((flag) => {
    if (keyword === 'COPY') return flag.name === 'from' && flag.value ? [flag.value] : [];
    return flag.name === 'mount' ? parseMountOptions(flag).flatMap(({ key, value }) => (key === 'from' && value ? [value] : [])) : [];
  });
}
