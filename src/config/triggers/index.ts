export type TriggerName = 'load' | 'click' | 'call';
export type OptionalTrigger = never;
export const OPTIONAL_TRIGGERS: readonly OptionalTrigger[] = [];
export const invites = (on: TriggerName): boolean => on === 'load';
