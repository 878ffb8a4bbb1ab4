/** Version of the package; set by the build. */
declare const VERSION: string;
/** Subresource integrity of `cx7.survey.js`, carried by the loader; set by the build. */
declare const SURVEY_INTEGRITY: string;
/** Subresource integrity of the files that the survey may load in its turn; set by the build. */
declare const INTEGRITY: Readonly<Record<string, string>>;
/** The same of the files that few visits load, carried by `cx7.extra.js`; set by the build. */
declare const RARE_INTEGRITY: Readonly<Record<string, string>>;

interface Document {
  /** Whether the page is made ahead of a click; where the browser can do that. */
  readonly prerendering?: boolean;
}
