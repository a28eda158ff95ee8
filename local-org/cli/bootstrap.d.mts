/** Absolute. */
export const projectRoot: string;
export function requireNode(version?: string): void;
export function compareVersions(left: string, right: string): number;
export function needsInstall(folder: string): boolean;
export function ensureInstalled(folder?: string): Promise<void>;
export function runTypeScript(file: string): Promise<void>;
