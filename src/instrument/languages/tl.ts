import type { LanguagePack } from '../language.ts';

/**
 * Tagalog, a draft: OMB has published no translation, and no agency has reviewed this one.
 * - Confidence is "kumpiyansa", trust is "nagtitiwala". "Addressed" is "natugunan" (met), "resolved" is "nalutas".
 * - "Serbisyo" as US agencies write it; "paglilingkod" is the purer word and the rarer one.
 * - "Inyo" and "kayo" are the polite plural, for whoever it is; there is no gender to mind.
 * - "Neutral" is in use as it is: "walang kinikilingan" would say "impartial".
 */
export const pack: LanguagePack = {
  lang: 'tl',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: 'Nasisiyahan ako sa serbisyong natanggap ko mula sa {service}.',
    confidence: 'Nadagdagan ng karanasang ito ang kumpiyansa ko sa {service}.',
    trust: 'Nagtitiwala akong tutuparin ng {provider} ang pangako ng ating bansa sa {population}.',
    need: 'Natugunan ang pangangailangan ko.',
    issue: 'Nalutas ang problema ko.',
    ease: 'Madali kong natapos ang kailangan kong gawin.',
    efficiency: 'Makatuwiran ang tagal ng paggawa ng kailangan kong gawin.',
    fair: 'Naging patas ang pagtrato sa akin.',
    understand: 'Naiintindihan ko kung ano ang hinihingi sa akin sa buong proseso.',
    employee: 'Matulungin ang mga kawaning nakaharap ko.',
  },
  scale: ['Lubos na hindi sumasang-ayon', 'Hindi sumasang-ayon', 'Neutral', 'Sumasang-ayon', 'Lubos na sumasang-ayon'],
  months: [
    'Enero',
    'Pebrero',
    'Marso',
    'Abril',
    'Mayo',
    'Hunyo',
    'Hulyo',
    'Agosto',
    'Setyembre',
    'Oktubre',
    'Nobyembre',
    'Disyembre',
  ],
  date: '{month} {day}, {year}',
  numerals: { decimal: '.', group: ',', groupedFrom: 4 },
  phrases: {
    language: 'Wika',
    ask: 'Kumusta ang naging karanasan ninyo?',
    details: 'Ano ang nakaapekto rito?',
    more: 'Sasagot pa ba kayo ng {count} tanong?',
    moreWhy: 'Mga isang minuto lang ito, at ipinapakita nito kung ano ang dapat naming pagbutihin.',
    continue: 'Oo, magpatuloy',
    enough: 'Hindi, iyon na lang',
    done: 'Salamat po',
    doneWhy: 'Nakakatulong ang mga sagot ninyo para mapabuti ang {service}.',
    already: 'Nasagutan na ang survey na ito.',
    comment: 'Ano ang mga dahilan ng mga sagot ninyo? (opsyonal)',
    commentHint: 'Huwag isama ang personal na impormasyon, gaya ng numero ng Social Security.',
    left: 'Natitirang karakter: {count}',
    over: 'Sobrang karakter: {count}',
    send: 'Ipadala',
    close: 'Hindi muna ngayon',
    leave: 'Isara ang survey na ito',
    notApplicable: 'Hindi naaangkop',
    problem: 'May problema',
    nothing: 'Pumili ng sagot sa isang pahayag, o sumulat ng komento',
    tooLong: 'Paikliin ang komento ninyo',
    sending: 'Ipinapadala ang mga sagot ninyo…',
    sent: 'Naipadala na ang mga sagot ninyo.',
    saved: 'Na-save na. Ipapadala ang mga sagot ninyo kapag may internet na kayo.',
    unsaved: 'Hindi pa naipapadala. Huwag isara ang page na ito: susubukan itong muli.',
    kept: 'Na-save na. Hindi pa naihahatid ang mga sagot ninyo.',
    omb: 'OMB Blg. {number}, mawawalan ng bisa sa {date}. Kusang-loob, mga {minutes} minuto.',
    burden: 'Oras at pagkapribado',
    burdenText:
      'Hindi ninyo kailangang sagutan ang survey na walang ipinapakitang balidong control number ng OMB. Kusang-loob ang pagsagot dito at hindi nakakaapekto sa anumang serbisyong natatanggap ninyo.',
    privacyText:
      'Hindi iniuugnay ang mga sagot ninyo sa pangalan ninyo. Ang anumang mukhang e-mail address o numero ng telepono, card, o Social Security ay inaalis sa komento bago ito i-save.',
    privacyLink: 'Patakaran sa pagkapribado (bubukas sa bagong tab)',
    test: 'Pagsubok: hindi ibibilang ang mga sagot ninyo.',
    region: 'Survey tungkol sa {service}',
    skip: 'Pumunta sa survey',
  },
};
