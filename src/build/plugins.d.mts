/** A plugin for Rollup and Vite. */
export function cssAsText(): {
  name: string;
  enforce: 'pre';
  resolveId(source: string, importer: string | undefined): string | null;
  load(id: string): Promise<string | null>;
};
