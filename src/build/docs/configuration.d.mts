/** The anchor that GitHub and npm give a heading. */
export function anchor(heading: string): string;
