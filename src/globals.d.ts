/** Version of the package; set by the build. */
declare const VERSION: string;
/** Subresource integrity of the parts that a file loads in its turn, by name; set by the build. */
declare const INTEGRITY: Readonly<Record<string, string>>;

/** The text of a style sheet. */
declare module '*.css' {
  const text: string;
  export default text;
}

interface Document {
  /** Whether the page is made ahead of a click; where the browser can do that. */
  readonly prerendering?: boolean;
}
