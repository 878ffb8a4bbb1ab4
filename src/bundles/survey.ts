// First, so that its words stand together: 40 bytes less after compression.
import '../instrument/en.ts';
import { attend } from '../attend.ts';

window.cx7!.parts.survey = { attend };
