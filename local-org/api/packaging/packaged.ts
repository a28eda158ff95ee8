/** What becomes of components in a managed package. */
import { textOf } from '../metadata/archive.ts';
import type { Component } from '../metadata/components.ts';
import { xmlFile, xmlParts, textIn } from '../metadata/xml-parts.ts';

/** Belong to an org, not to a package. */
const NOT_PACKAGEABLE = new Set(['Settings', 'Profile']);

/** Why the component cannot be packaged; null when it can. */
export function notPackageable({ type, fullName }: Component): string | null {
  return NOT_PACKAGEABLE.has(type) ? `${type} ${fullName} cannot be added to a managed package` : null;
}

const encoder = new TextEncoder();

/**
 * A permission set without what a managed package does not carry: system permissions, and permissions of standard
 * objects and their own fields. Other components stay as they are.
 */
export function strippedPermissionSet(component: Component): Component {
  if (component.type !== 'PermissionSet') return component;
  const files = new Map(
    [...component.files].map(([path, content]) => [path, encoder.encode(stripped(textOf(content)))] as const)
  );
  return { ...component, files };
}

function stripped(source: string): string {
  const parts = xmlParts(source, 'PermissionSet').filter(({ name, text }) => {
    if (name === 'userPermissions') return false;
    if (name === 'objectPermissions') return isCustom(textIn(text, 'object'));
    if (name === 'fieldPermissions') return isCustom((textIn(text, 'field') ?? '').split('.').at(-1) ?? null);
    return true;
  });
  return xmlFile(
    'PermissionSet',
    parts.map(({ text }) => text)
  );
}

function isCustom(apiName: string | null): boolean {
  return apiName !== null && /__(?:c|mdt|e)$/i.test(apiName);
}
