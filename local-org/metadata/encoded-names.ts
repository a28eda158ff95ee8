/**
 * Metadata writes some characters of names as %XX, in file names and in the picklist values of record types. A percent
 * sign that begins no such code stands for itself.
 */
export function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
