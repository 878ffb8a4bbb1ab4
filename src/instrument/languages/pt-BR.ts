import type { LanguagePack } from '../language.ts';

/**
 * Portuguese as in Brazil, a draft: OMB has published no translation, and no agency has reviewed this one.
 * - Confidence and trust are both "confiança"; the two variants stay apart by their verbs.
 * - "Addressed" is "atendida" (attended to), "resolved" is "resolvido".
 * - Gender: "satisfeito(a)" is how Brazilian forms write it; the other statements are turned so that none is needed.
 * - Names go without their article: "de" and "em" would melt with it ("do", "no").
 * - The reader is "você".
 */
export const pack: LanguagePack = {
  lang: 'pt-BR',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: 'Estou satisfeito(a) com o serviço que recebi de {service}.',
    confidence: 'Este atendimento aumentou minha confiança em {service}.',
    trust: 'Confio que {provider} cumprirá o compromisso do nosso país com {population}.',
    need: 'Minha necessidade foi atendida.',
    issue: 'Meu problema foi resolvido.',
    ease: 'Foi fácil concluir o que eu precisava fazer.',
    efficiency: 'O tempo para fazer o que eu precisava foi razoável.',
    fair: 'Recebi um tratamento justo.',
    understand: 'Entendo o que me foi pedido durante todo o processo.',
    employee: 'Os funcionários com quem tive contato foram prestativos.',
  },
  scale: ['Discordo totalmente', 'Discordo', 'Neutro', 'Concordo', 'Concordo totalmente'],
  months: [
    'janeiro',
    'fevereiro',
    'março',
    'abril',
    'maio',
    'junho',
    'julho',
    'agosto',
    'setembro',
    'outubro',
    'novembro',
    'dezembro',
  ],
  date: '{day} de {month} de {year}',
  numerals: { decimal: ',', group: '.', groupedFrom: 4 },
  phrases: {
    language: 'Idioma',
    ask: 'Como foi?',
    details: 'O que fez a diferença?',
    more: 'Você responderia mais {count}?',
    moreWhy: 'Leva cerca de um minuto e nos mostra o que melhorar.',
    continue: 'Sim, continuar',
    enough: 'Não, é só isso',
    done: 'Agradecemos',
    doneWhy: 'Suas respostas ajudam a melhorar {service}.',
    already: 'Esta pesquisa já foi respondida.',
    comment: 'Quais são os motivos das suas respostas? (opcional)',
    commentHint: 'Não inclua dados pessoais, como o número do Seguro Social.',
    left: 'Caracteres restantes: {count}',
    over: 'Caracteres a mais: {count}',
    send: 'Enviar',
    close: 'Agora não',
    leave: 'Fechar esta pesquisa',
    notApplicable: 'Não se aplica',
    problem: 'Há um problema',
    nothing: 'Escolha uma resposta ou escreva um comentário',
    tooLong: 'Encurte seu comentário',
    sending: 'Enviando suas respostas…',
    sent: 'Suas respostas foram enviadas.',
    saved: 'Salvo. Suas respostas serão enviadas quando houver conexão.',
    unsaved: 'Ainda não foi enviado. Não feche esta página: haverá nova tentativa.',
    kept: 'Salvo. Suas respostas ainda não puderam ser entregues.',
    omb: 'OMB n.º {number}, válido até {date}. Voluntário, cerca de {minutes} min.',
    burden: 'Tempo necessário e privacidade',
    burdenText:
      'Você não precisa responder a uma pesquisa que não mostre um número de controle válido da OMB. Esta é voluntária e não afeta nenhum serviço que você recebe.',
    privacyText:
      'Suas respostas não são associadas ao seu nome. O que parecer um e-mail ou um número de telefone, de cartão ou do Seguro Social é removido do comentário antes de ser salvo.',
    privacyLink: 'Política de privacidade (abre em outra guia)',
    test: 'Teste: suas respostas não são contadas.',
    region: 'Pesquisa sobre {service}',
    skip: 'Ir para a pesquisa',
  },
};
