import type { SurveyConfig } from '../config/schema.ts';
import { adapterFor, createOutbox } from '../delivery/index.ts';

window.cx7!.parts.delivery = {
  open: (endpoint: SurveyConfig['endpoint']) => createOutbox({ adapter: adapterFor(endpoint) }),
};
