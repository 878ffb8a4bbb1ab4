import type { LanguagePack } from '../language.ts';

/**
 * Spanish, a draft: OMB has published no translation, and no agency has reviewed this one.
 * "Confidence" and "trust" are both "confianza"; the two variants stay apart by their verbs.
 */
export const es: LanguagePack = {
  lang: 'es',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: 'Estoy satisfecho/a con el servicio que recibí de {service}.',
    confidence: 'Esta interacción aumentó mi confianza en {service}.',
    trust: 'Confío en que {provider} cumplirá el compromiso de nuestro país con {population}.',
    need: 'Se atendió mi necesidad.',
    issue: 'Se resolvió mi problema.',
    ease: 'Fue fácil completar lo que necesitaba hacer.',
    efficiency: 'Hacer lo que necesitaba tomó un tiempo razonable.',
    fair: 'Me trataron de manera justa.',
    understand: 'Entiendo lo que se me pedía durante todo el proceso.',
    employee: 'Los empleados con los que traté me ayudaron.',
  },
  scale: ['Totalmente en desacuerdo', 'En desacuerdo', 'Neutral', 'De acuerdo', 'Totalmente de acuerdo'],
  phrases: {
    language: 'Idioma',
    ask: '¿Cómo le fue?',
    details: '¿Qué influyó en su experiencia?',
    more: '¿Respondería {count} más?',
    moreWhy: 'Toma cerca de un minuto y nos muestra qué mejorar primero.',
    continue: 'Sí, continuar',
    enough: 'No, eso es todo',
    done: 'Gracias',
    doneWhy: 'Sus respuestas ayudan a mejorar {service}.',
    already: 'Esta encuesta ya fue respondida.',
    comment: '¿Cuáles son las razones de sus respuestas? (opcional)',
    commentHint: 'No incluya información personal, como su número de Seguro Social.',
    left: 'Caracteres restantes: {count}',
    over: 'Caracteres de más: {count}',
    send: 'Enviar',
    close: 'Ahora no',
    leave: 'Cerrar esta encuesta',
    notApplicable: 'No corresponde',
    problem: 'Hay un problema',
    nothing: 'Elija una respuesta o escriba un comentario',
    tooLong: 'Acorte su comentario',
    sending: 'Enviando sus respuestas…',
    sent: 'Sus respuestas se enviaron.',
    saved: 'Guardado. Sus respuestas se enviarán cuando tenga conexión.',
    unsaved: 'Aún no se ha enviado. No cierre esta página: se intentará de nuevo.',
    kept: 'Guardado. Sus respuestas aún no se pudieron entregar.',
    omb: 'OMB N.º {number}, vence el {date}. Voluntario, unos {minutes} min.',
    burden: 'Carga y privacidad',
    burdenText:
      'Usted no está obligado a responder una encuesta federal que no muestre un número de control válido de la OMB (Ley de Reducción de Trámites). Esta es voluntaria y no afecta ningún servicio que usted reciba.',
    privacyText:
      'Sus respuestas no se vinculan con su nombre. Lo que parezca un correo electrónico o un número de teléfono, de tarjeta o de Seguro Social se elimina del comentario antes de guardarlo.',
    privacyLink: 'Política de privacidad (se abre en otra pestaña)',
    test: 'Prueba: estas respuestas no se cuentan.',
    region: 'Encuesta sobre {service}',
    skip: 'Ir a la encuesta',
  },
};
export { es as pack };
