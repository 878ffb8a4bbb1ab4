/** The sizes of the built script files as a table, and whether all budgets are kept. */
export function measure(dist?: string): {
  table: string;
  kept: boolean;
  over: string[];
  sizes: Record<string, { raw: number; brotli: number }>;
};
