import { parse } from 'yaml';

/**
 * `contributes.configuration` of package.json.
 * @param {Record<string, import('../../server/protocol/settings').SettingDefinition<unknown>>} definitions the settings table
 * @param {string} wordsSource text of `content/settings.yaml`
 * @throws where a setting has no words, or words belong to no setting
 */
export function configuration(definitions, wordsSource) {
  const words = parse(wordsSource);
  const known = Object.values(definitions).map(({ key }) => key);
  for (const key of Object.keys(words)) {
    if (!known.includes(key)) throw new Error(`content/settings.yaml: ${key} is no setting`);
  }
  const properties = Object.values(definitions).map((definition, order) => [
    `layerwise.${definition.key}`,
    property(definition, order, words[definition.key]),
  ]);
  return { title: 'Layerwise', properties: Object.fromEntries(properties) };
}

function property({ key, schema, default: value, scope }, order, words) {
  if (typeof words?.description !== 'string') throw new Error(`content/settings.yaml: ${key} has no description`);
  const enumDescriptions = schema.enum?.map((name) => {
    const text = words.values?.[name];
    if (typeof text !== 'string') throw new Error(`content/settings.yaml: ${key} has no text for the value ${name}`);
    return text;
  });
  return { ...schema, ...(enumDescriptions && { enumDescriptions }), default: value, scope, order, description: words.description };
}
