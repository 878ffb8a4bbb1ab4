export { LANGUAGES } from '../choose.ts';
export type OtherLanguage = 'es' | 'zh-Hans' | 'zh-Hant' | 'vi' | 'ko' | 'tl' | 'ru' | 'ar' | 'ht' | 'pt-BR' | 'fr';
