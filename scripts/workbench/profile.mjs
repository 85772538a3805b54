/** One workbench's own folders: settings, extensions, server data. Nothing of the user's own VS Code is read or written. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** No telemetry, no gallery, no experiments, no chat. Everything else stays as VS Code has it. */
export const calmSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // Sample and labs lie inside the checkout, whose repository is not theirs.
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Makes a profile's folders and writes its settings. Settings that are already there are kept: a user may have changed them.
 * @param {string} folder absolute path
 * @param {{ settings?: Record<string, unknown>, keybindings?: readonly object[] }} [options] settings go above the calm ones
 * @returns {Profile}
 *
 * @typedef {{ folder: string, userData: string, extensions: string, serverData: string, home: string }} Profile
 */
export function createProfile(folder, options = {}) {
  const profile = {
    folder,
    userData: join(folder, 'user-data'),
    extensions: join(folder, 'extensions'),
    serverData: join(folder, 'server-data'),
    home: join(folder, 'home'),
  };
  const user = join(profile.userData, 'User');
  for (const made of [user, profile.extensions, profile.serverData, profile.home]) mkdirSync(made, { recursive: true });
  writeUnlessPresent(join(user, 'settings.json'), { ...calmSettings, ...options.settings });
  if (options.keybindings) writeUnlessPresent(join(user, 'keybindings.json'), options.keybindings);
  return profile;
}

function writeUnlessPresent(file, value) {
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
