import type { SurveyConfig } from '../schema.ts';

export type Endpoint = SurveyConfig['endpoint'];
export type OptionalAdapter = 'function';
export const OPTIONAL_ADAPTERS = ['function'] as const;
export const destinationOf = (endpoint: any): string => endpoint.url ?? endpoint.name ?? endpoint;
