import type { LanguagePack } from '../language.ts';

/**
 * French, a draft: OMB has published no translation, and no agency has reviewed this one.
 * - Confidence and trust are both « confiance » ; the two variants stay apart by their verbs, and both say « dans »,
 *   which does not melt with an article as « à » and « de » do. A service's name goes without its article.
 * - "Addressed" is « répondu à » (responded to), "resolved" is « résolu ».
 * - Gender: the respondent has none (« m’a donné satisfaction », « j’ai reçu un traitement équitable »).
 * - The reader is « vous ». A space that does not break stands before « : » and « ? ».
 */
export const pack: LanguagePack = {
  lang: 'fr',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: 'Le service que j’ai reçu de {service} m’a donné satisfaction.',
    confidence: 'Cet échange a renforcé ma confiance dans {service}.',
    trust: 'J’ai confiance dans {provider} pour tenir l’engagement de notre pays envers {population}.',
    need: 'On a répondu à mon besoin.',
    issue: 'Mon problème a été résolu.',
    ease: 'Il a été facile de faire ce que j’avais à faire.',
    efficiency: 'Faire ce que j’avais à faire a pris un temps raisonnable.',
    fair: 'J’ai reçu un traitement équitable.',
    understand: 'Je comprends ce qui m’était demandé tout au long de la démarche.',
    employee: 'Les employés avec qui j’ai été en contact étaient serviables.',
  },
  scale: ['Pas du tout d’accord', 'Pas d’accord', 'Neutre', 'D’accord', 'Tout à fait d’accord'],
  months: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  date: '{day} {month} {year}',
  numerals: { decimal: ',', group: '\u202f', groupedFrom: 4 },
  phrases: {
    language: 'Langue',
    ask: 'Comment cela s’est-il passé\u00a0?',
    details: 'Qu’est-ce qui a fait la différence\u00a0?',
    more: 'Voulez-vous répondre à {count} autres questions\u00a0?',
    moreWhy: 'Cela prend environ une minute et nous montre ce qu’il faut améliorer.',
    continue: 'Oui, continuer',
    enough: 'Non, c’est tout',
    done: 'Merci',
    doneWhy: 'Vos réponses aident à améliorer {service}.',
    already: 'Cette enquête a déjà reçu une réponse.',
    comment: 'Quelles sont les raisons de vos réponses\u00a0? (facultatif)',
    commentHint: 'N’indiquez pas de données personnelles, comme un numéro de sécurité sociale.',
    left: 'Caractères restants\u00a0: {count}',
    over: 'Caractères en trop\u00a0: {count}',
    send: 'Envoyer',
    close: 'Pas maintenant',
    leave: 'Fermer cette enquête',
    notApplicable: 'Sans objet',
    problem: 'Il y a un problème',
    nothing: 'Choisissez une réponse ou écrivez un commentaire',
    tooLong: 'Raccourcissez votre commentaire',
    sending: 'Envoi de vos réponses…',
    sent: 'Vos réponses ont été envoyées.',
    saved: 'Enregistré. Vos réponses seront envoyées quand vous serez en ligne.',
    unsaved: 'Pas encore envoyé. Gardez cette page ouverte\u00a0: un nouvel essai suit.',
    kept: 'Enregistré. Vos réponses n’ont pas encore pu être remises.',
    omb: 'OMB n°\u00a0{number}, expire le {date}. Facultatif, environ {minutes} min.',
    burden: 'Temps nécessaire et vie privée',
    burdenText:
      'Vous n’avez pas à répondre à une enquête sans numéro de contrôle OMB valide. Celle-ci est facultative et n’a d’effet sur aucun service que vous recevez.',
    privacyText:
      'Vos réponses ne sont pas liées à votre nom. Ce qui ressemble à une adresse e-mail ou à un numéro de téléphone, de carte ou de sécurité sociale est retiré du commentaire avant l’enregistrement.',
    privacyLink: 'Politique de confidentialité (nouvel onglet)',
    test: 'Test\u00a0: vos réponses ne sont pas comptées.',
    region: 'Enquête sur {service}',
    skip: 'Aller au questionnaire',
  },
};
