/** Version of the package; set by the build. */
declare const VERSION: string;
/** Subresource integrity of `cx7.survey.js`, carried by the loader; set by the build. */
declare const SURVEY_INTEGRITY: string;
/** Subresource integrity of the files that the survey may load in its turn; set by the build. */
declare const INTEGRITY: Readonly<Record<string, string>>;
