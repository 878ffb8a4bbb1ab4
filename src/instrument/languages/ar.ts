import type { LanguagePack } from '../language.ts';

/**
 * Arabic, a draft: OMB has published no translation, and no agency has reviewed this one. Modern Standard Arabic.
 * - Confidence and trust are both «ثقة»; the two variants stay apart by their verbs, زاد (increased) and أثق (I trust).
 * - "Addressed" is الاستجابة (responded to), "resolved" is حل (solved).
 * - Gender: statements are built so that the respondent has none («نالت … رضاي»), the labels are verbs of the first
 *   person, {provider} follows one, so that it may be of
 *   either gender, buttons are nouns of action (إرسال, "sending") and requests are put as يُرجى ("it is asked"). Possessives
 *   are written without vowel marks, the same for everybody.
 * - Right after an Arabic letter, digits with a hyphen are shown back to front ("0193-1405"). The Latin letters of
 *   OMB stand before the number for that reason as well.
 */
export const pack: LanguagePack = {
  lang: 'ar',
  dir: 'rtl',
  status: 'draft',
  statements: {
    satisfaction: 'نالت الخدمة التي تلقيتها من {service} رضاي.',
    confidence: 'زاد هذا التعامل من ثقتي في {service}.',
    trust: 'أثق بوفاء {provider} بالتزام بلدنا تجاه {population}.',
    need: 'تمت الاستجابة لحاجتي.',
    issue: 'تم حل مشكلتي.',
    ease: 'كان من السهل إتمام ما احتجت إلى القيام به.',
    efficiency: 'استغرق ما احتجت إلى القيام به وقتًا معقولًا.',
    fair: 'عوملت بإنصاف.',
    understand: 'أفهم ما كان مطلوبًا مني طوال العملية.',
    employee: 'كان الموظفون الذين تعاملت معهم متعاونين.',
  },
  scale: ['لا أوافق بشدة', 'لا أوافق', 'محايد', 'أوافق', 'أوافق بشدة'],
  months: [
    'يناير',
    'فبراير',
    'مارس',
    'أبريل',
    'مايو',
    'يونيو',
    'يوليو',
    'أغسطس',
    'سبتمبر',
    'أكتوبر',
    'نوفمبر',
    'ديسمبر',
  ],
  date: '{day} {month} {year}',
  numerals: { decimal: '.', group: ',', groupedFrom: 4 },
  phrases: {
    language: 'اللغة',
    ask: 'كيف سارت الأمور؟',
    details: 'ما الذي أثّر في تجربتك؟',
    more: 'هل يمكن الإجابة عن أسئلة أخرى، عددها {count}؟',
    moreWhy: 'يستغرق ذلك نحو دقيقة ويبيّن لنا ما ينبغي تحسينه.',
    continue: 'نعم، المتابعة',
    enough: 'لا، هذا يكفي',
    done: 'شكرًا',
    doneWhy: 'تساعد إجاباتك على تحسين {service}.',
    already: 'سبقت الإجابة عن هذا الاستبيان.',
    comment: 'ما أسباب إجاباتك؟ (اختياري)',
    commentHint: 'يُرجى عدم كتابة بيانات شخصية، مثل رقم الضمان الاجتماعي.',
    left: 'الأحرف المتبقية: {count}',
    over: 'الأحرف الزائدة: {count}',
    send: 'إرسال',
    close: 'ليس الآن',
    leave: 'إغلاق هذا الاستبيان',
    notApplicable: 'لا ينطبق',
    problem: 'هناك مشكلة',
    nothing: 'يُرجى اختيار إجابة عن إحدى العبارات، أو كتابة تعليق',
    tooLong: 'يُرجى تقصير التعليق',
    sending: 'جارٍ إرسال إجاباتك…',
    sent: 'أُرسلت إجاباتك.',
    saved: 'تم الحفظ. ستُرسل إجاباتك عند توفر الاتصال بالإنترنت.',
    unsaved: 'لم تُرسل بعد. يُرجى إبقاء هذه الصفحة مفتوحة: ستُعاد المحاولة.',
    kept: 'تم الحفظ. لم يمكن تسليم إجاباتك بعد.',
    omb: 'رقم OMB {number}، ينتهي في {date}. المشاركة طوعية، المدة التقريبية بالدقائق: {minutes}.',
    burden: 'الوقت المطلوب والخصوصية',
    burdenText:
      'لا تلزم الإجابة عن استبيان لا يعرض رقم تحكم ساريًا من OMB. المشاركة طوعية ولا تؤثر في أي خدمة مقدمة إليك.',
    privacyText:
      'لا تُربط إجاباتك باسمك. كل ما يشبه عنوان بريد إلكتروني أو رقم هاتف أو بطاقة أو ضمان اجتماعي يُحذف من تعليقك قبل حفظه.',
    privacyLink: 'سياسة الخصوصية (تُفتح في علامة تبويب جديدة)',
    test: 'اختبار: لا تُحتسب إجاباتك.',
    region: 'استبيان عن {service}',
    skip: 'الانتقال إلى الاستبيان',
  },
};
