// First, so that what is alike stands together: 50 bytes less after compression.
import '../page/surroundings.ts';
import '../instrument/en.ts';
import '../survey/style.ts';
import '../survey/yield.ts';
import '../config/stamp.ts';
import { attend } from '../attend.ts';

window.cx7!.parts.survey = { attend };
