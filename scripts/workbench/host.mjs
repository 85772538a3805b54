/** The real VS Code from npm: what scripts and tests use of it. */
export { prepareWorkbench } from './install.mjs';
export { createProfile } from './profile.mjs';
export { installExtension, startServer } from './server.mjs';
export { remoteName, workbenchAddress } from './address.mjs';
export { chromiumExecutable, openBrowser } from './browser.mjs';
export { runExtensionTests } from './extensionTests.mjs';
export { runTestsInWorkbench } from './testRun.mjs';
