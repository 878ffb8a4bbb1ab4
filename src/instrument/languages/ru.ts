import type { LanguagePack } from '../language.ts';

/**
 * Russian, a draft: OMB has published no translation, and no agency has reviewed this one.
 * - Confidence and trust are both «доверие»; "trust" is therefore said as «верю, что …».
 * - "Addressed" is «удовлетворена» (met), since a need is met; "resolved" is «решена» (solved).
 * - No past tense of the respondent's own («я получил(а)»), which would have a gender, but in the labels of the
 *   scale, where the short form with its ending in brackets is what people know.
 * - A name cannot be declined here: {service} stands in quotation marks after a noun that is. {provider} is wanted in
 *   the nominative and {population} in the instrumental («ветеранами»); the one statement uses both.
 */
export const pack: LanguagePack = {
  lang: 'ru',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: 'Меня удовлетворяет обслуживание, полученное от службы «{service}».',
    confidence: 'Это обращение укрепило моё доверие к службе «{service}».',
    trust: 'Я верю, что {provider} выполнит обязательства нашей страны перед {population}.',
    need: 'Моя потребность была удовлетворена.',
    issue: 'Моя проблема решена.',
    ease: 'Мне было легко сделать то, что требовалось.',
    efficiency: 'На то, что мне требовалось сделать, ушло разумное время.',
    fair: 'Со мной обошлись справедливо.',
    understand: 'Я понимаю, чего от меня хотели на протяжении всего процесса.',
    employee: 'Сотрудники, с которыми мне пришлось общаться, были готовы помочь.',
  },
  scale: ['Полностью не согласен(на)', 'Не согласен(на)', 'Нейтрально', 'Согласен(на)', 'Полностью согласен(на)'],
  months: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  date: '{day} {month} {year} г.',
  numerals: { decimal: ',', group: '\u00a0', groupedFrom: 4 },
  phrases: {
    language: 'Язык',
    ask: 'Как всё прошло?',
    details: 'Что повлияло на вашу оценку?',
    more: 'Ответите ещё на несколько вопросов ({count})?',
    moreWhy: 'Это займёт около минуты и покажет нам, что улучшить.',
    continue: 'Да, продолжить',
    enough: 'Нет, это всё',
    done: 'Спасибо',
    doneWhy: 'Ваши ответы помогают улучшить службу «{service}».',
    already: 'На этот опрос уже ответили.',
    comment: 'Почему вы так ответили? (необязательно)',
    commentHint: 'Не указывайте личные данные, например номер социального обеспечения.',
    left: 'Осталось символов: {count}',
    over: 'Лишних символов: {count}',
    send: 'Отправить',
    close: 'Не сейчас',
    leave: 'Закрыть опрос',
    notApplicable: 'Не относится ко мне',
    problem: 'Есть ошибка',
    nothing: 'Выберите ответ или напишите комментарий',
    tooLong: 'Сократите комментарий',
    sending: 'Ваши ответы отправляются…',
    sent: 'Ваши ответы отправлены.',
    saved: 'Сохранено. Ответы отправятся, когда появится интернет.',
    unsaved: 'Пока не отправлено. Не закрывайте эту страницу: отправка повторится.',
    kept: 'Сохранено. Ваши ответы пока не удалось доставить.',
    omb: 'Номер OMB: {number}, действует до: {date}. Добровольно, время ответа: {minutes} мин.',
    burden: 'Затраты времени и конфиденциальность',
    burdenText:
      'Вы не обязаны отвечать на опрос без действующего контрольного номера OMB. Участие добровольное и не влияет на услуги, которые вы получаете.',
    privacyText:
      'Ваши ответы не связываются с вашим именем. Всё похожее на адрес эл. почты, номер телефона, карты или социального обеспечения удаляется из комментария до сохранения.',
    privacyLink: 'Политика конфиденциальности (откроется в новой вкладке)',
    test: 'Проверка: ваши ответы не учитываются.',
    region: 'Опрос о службе «{service}»',
    skip: 'Перейти к опросу',
  },
};
