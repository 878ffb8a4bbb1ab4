import type { LanguagePack } from '../language.ts';

/**
 * Haitian Creole, a draft: OMB has published no translation, and no agency has reviewed this one. In the official
 * orthography of 1979, with "mwen", "ou" and "li" written out.
 * - Confidence and trust are both "konfyans"; the two variants stay apart by their verbs, "ogmante" and "fè konfyans".
 * - "Addressed" is "okipe" (taken care of), "resolved" is "rezoud" (solved).
 * - The neutral point is "neither … nor …": "nèt" means neutral, but also "completely", as in the fifth label.
 * - No gender and one "ou" for everybody: nothing to choose.
 * - Numbers are written as US agencies write them in it, 1,000 and 0.5; Haiti’s own usage varies.
 * - Browsers know neither its months nor its numerals, so nothing can be compared with theirs.
 */
export const pack: LanguagePack = {
  lang: 'ht',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: 'Mwen satisfè ak sèvis mwen te resevwa nan men {service}.',
    confidence: 'Eksperyans sa a ogmante konfyans mwen nan {service}.',
    trust: 'Mwen fè {provider} konfyans pou li kenbe angajman peyi nou an anvè {population}.',
    need: 'Yo te okipe bezwen mwen an.',
    issue: 'Yo te rezoud pwoblèm mwen an.',
    ease: 'Li te fasil pou mwen fini sa mwen te bezwen fè a.',
    efficiency: 'Tan sa te pran pou mwen fè sa mwen te bezwen fè a te rezonab.',
    fair: 'Yo te trete mwen san patipri.',
    understand: 'Mwen konprann sa yo te mande mwen pandan tout demach la.',
    employee: 'Anplwaye mwen te rankontre yo te ede mwen.',
  },
  scale: ['Pa dakò ditou', 'Pa dakò', 'Ni dakò ni pa dakò', 'Dakò', 'Dakò nèt'],
  months: ['janvye', 'fevriye', 'mas', 'avril', 'me', 'jen', 'jiyè', 'out', 'septanm', 'oktòb', 'novanm', 'desanm'],
  date: '{day} {month} {year}',
  numerals: { decimal: '.', group: ',', groupedFrom: 4 },
  phrases: {
    language: 'Lang',
    ask: 'Kijan sa te pase?',
    details: 'Kisa ki te fè diferans lan?',
    more: 'Èske ou ta reponn {count} lòt kesyon?',
    moreWhy: 'Sa pran anviwon yon minit epi li montre nou sa pou nou amelyore.',
    continue: 'Wi, kontinye',
    enough: 'Non, se tout',
    done: 'Mèsi',
    doneWhy: 'Repons ou yo ede amelyore {service}.',
    already: 'Yo te deja reponn sondaj sa a.',
    comment: 'Ki rezon ki fè ou reponn konsa? (si ou vle)',
    commentHint: 'Pa mete enfòmasyon pèsonèl, tankou nimewo Sekirite Sosyal.',
    left: 'Karaktè ki rete: {count}',
    over: 'Karaktè ki depase: {count}',
    send: 'Voye',
    close: 'Pa kounye a',
    leave: 'Fèmen sondaj sa a',
    notApplicable: 'Sa pa konsène mwen',
    problem: 'Gen yon pwoblèm',
    nothing: 'Chwazi yon repons pou yon fraz, oswa ekri yon kòmantè',
    tooLong: 'Fè kòmantè ou a pi kout',
    sending: 'N ap voye repons ou yo…',
    sent: 'Repons ou yo ale.',
    saved: 'Repons ou yo anrejistre. Y ap ale lè ou gen entènèt.',
    unsaved: 'Yo poko ale. Kite paj sa a louvri: n ap eseye ankò.',
    kept: 'Repons ou yo anrejistre. Nou poko ka delivre yo.',
    omb: 'Nimewo OMB {number}, ekspire {date}. Se volontè, anviwon {minutes} minit.',
    burden: 'Tan li pran ak vi prive',
    burdenText:
      'Ou pa oblije reponn yon sondaj ki pa montre yon nimewo kontwòl OMB ki valab. Sondaj sa a volontè epi li pa chanje anyen nan sèvis ou resevwa.',
    privacyText:
      'Nou pa mete repons ou yo ansanm ak non ou. Tout sa ki sanble yon adrès imel oswa yon nimewo telefòn, kat oswa Sekirite Sosyal, nou retire li nan kòmantè a anvan nou anrejistre li.',
    privacyLink: 'Règ sou vi prive (ap louvri nan yon lòt onglè)',
    test: 'Tès: nou pa konte repons ou yo.',
    region: 'Sondaj sou {service}',
    skip: 'Ale nan sondaj la',
  },
};
