export type Engine = 'chromium' | 'firefox' | 'webkit';
export const ENGINES: readonly Engine[];
export const SYSTEM: Record<Engine, { packages: string[]; program: () => string }>;
export function systemBrowser(engine: Engine): string | undefined;
export const CHROMIUM_FLAGS: string[];
export function launchOptions(engine: Engine): { executablePath?: string; channel?: string; args?: string[] };
