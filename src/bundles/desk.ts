import { callerOf } from '../page/interaction.ts';

window.cx7!.parts.desk = { callerOf };
