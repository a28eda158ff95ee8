import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of this repository: the default project, and where the tools and caches are whatever project is built. */
export const REPOSITORY = path.resolve(fileURLToPath(import.meta.url), '../../../..');

/** Browser-side modules of the local org: the shell and what stands in for platform modules. */
export const BROWSER_FOLDER = path.join(REPOSITORY, 'local-org/web/browser');

/** Installed packages. */
export const PACKAGES_FOLDER = path.join(REPOSITORY, 'node_modules');

/** The npm package with Salesforce's own base components. */
export const BASE_COMPONENTS_FOLDER = path.join(PACKAGES_FOLDER, 'lightning-base-components');
