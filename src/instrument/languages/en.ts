import type { LanguagePack } from '../language.ts';

/**
 * English: the statements are the circular's own words (280.7, June 2019).
 * The circular fixes the labels of 1 and 5; the three between are those in use for it.
 */
export const en: LanguagePack = {
  lang: 'en',
  dir: 'ltr',
  status: 'official',
  statements: {
    satisfaction: 'I am satisfied with the service I received from {service}.',
    confidence: 'This interaction increased my confidence in {service}.',
    trust: 'I trust {provider} to fulfill our country’s commitment to {population}.',
    need: 'My need was addressed.',
    issue: 'My issue was resolved.',
    ease: 'It was easy to complete what I needed to do.',
    efficiency: 'It took a reasonable amount of time to do what I needed to do.',
    fair: 'I was treated fairly.',
    understand: 'I understand what was being asked of me throughout the process.',
    employee: 'Employees I interacted with were helpful.',
  },
  scale: ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'],
  phrases: {
    language: 'Language',
    ask: 'How did it go?',
    details: 'What made the difference?',
    more: 'Would you answer {count} more?',
    moreWhy: 'It takes about a minute and shows us what to improve.',
    continue: 'Yes, continue',
    enough: 'No, that’s all',
    done: 'Thank you',
    doneWhy: 'Your answers help improve {service}.',
    already: 'This survey has been answered already.',
    comment: 'What are the reasons for your answers? (optional)',
    commentHint: 'Leave out personal data, such as a Social Security number.',
    left: 'Characters left: {count}',
    over: 'Characters too many: {count}',
    send: 'Send',
    close: 'Not now',
    leave: 'Close this survey',
    notApplicable: 'Does not apply',
    problem: 'There is a problem',
    nothing: 'Choose an answer to a statement, or write a comment',
    tooLong: 'Shorten your comment',
    sending: 'Sending your answers…',
    sent: 'Your answers were sent.',
    saved: 'Saved. Your answers will be sent when you are online.',
    unsaved: 'Not sent yet. Keep this page open: it is tried again.',
    kept: 'Saved. Your answers could not be delivered yet.',
    omb: 'OMB No. {number}, expires {date}. Voluntary, about {minutes} min.',
    burden: 'Burden and privacy',
    burdenText:
      'You need not answer a survey that shows no valid OMB control number. This one is voluntary and affects no service you receive.',
    privacyText:
      'Your answers are not linked to your name. What looks like an e-mail address or a phone, card or Social Security number is removed from your comment before it is saved.',
    privacyLink: 'Privacy policy (opens a new tab)',
    test: 'Test: your answers are not counted.',
    region: 'Survey about {service}',
    skip: 'Go to the survey',
  },
};
export { en as pack };
