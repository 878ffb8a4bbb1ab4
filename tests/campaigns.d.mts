export type Campaign = 'model' | 'config' | 'masking' | 'open' | 'walks';
export const CAMPAIGNS: Readonly<Record<Campaign, { what: string; files: readonly string[] }>>;
export const tier: 'campaign' | 'test' | 'quick';
export const seed: number;
export function draws(whole: number): { numRuns: number; seed: number; path?: string; endOnFailure?: true };
export function replay(campaign: Campaign, failed: { seed: number; path: string }, env?: string): string;
