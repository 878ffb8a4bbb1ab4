/** The two measures that 280.7 puts first; their wording changes only with OMB's approval. */
export const OVERALL = ['satisfaction', 'trust'] as const;

/** The five that are offered afterwards; "minimal adjustments" to their wording are allowed. */
export const SERVICE = ['effectiveness', 'ease', 'efficiency', 'transparency', 'employee'] as const;

/**
 * The seven measures of OMB Circular A-11, section 280.7 (June 2019), in the circular's order.
 * The ids are the ones that OMB's published tables use; `q1` … `q7` follow the same order.
 */
export const MEASURES = [...OVERALL, ...SERVICE] as const;
export type Measure = (typeof MEASURES)[number];

/** 1 strongly disagree … 5 strongly agree. The order on screen is always this one. */
export const SCALE = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCALE)[number];

/** One official statement. Three measures let a team choose between two of them. */
export type StatementKey =
  | 'satisfaction'
  | 'confidence'
  | 'trust'
  | 'need'
  | 'issue'
  | 'ease'
  | 'efficiency'
  | 'fair'
  | 'understand'
  | 'employee';

/** Which of two official statements a measure is asked with. */
export interface Variants {
  trust: 'confidence' | 'trust';
  effectiveness: 'need' | 'issue';
  transparency: 'fair' | 'understand';
}

export const defaultVariants: Variants = { trust: 'confidence', effectiveness: 'need', transparency: 'fair' };

export type Edition = 'a11-2019';

/** One text for every language, or a text by language tag. */
export type Text = string | Readonly<Record<string, string>>;

/** The names that official statements are filled with. They are shown literally, never as markup. */
export interface Names {
  service: Text;
  provider?: Text | undefined;
  population?: Text | undefined;
}
