/** Who uses the browser; the page tells its components. Imports nothing: the browser's own code reads it too. */
export interface BrowserUser {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  /** IANA name, of the user's settings in the org; the browser's may be another. */
  readonly timeZone: string;
  /** API names of the custom permissions that this user holds. */
  readonly customPermissions: readonly string[];
}
