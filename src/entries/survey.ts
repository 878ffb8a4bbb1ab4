/** `cx7.survey.js`: all that an asked visit needs in English, with any config. */
export { attend } from '../visit/attend.ts';
export { openDelivery } from '../visit/delivery.ts';
