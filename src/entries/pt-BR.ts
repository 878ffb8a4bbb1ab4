import { pack as ptBR } from '../instrument/languages/pt-BR.ts';

window.cx7!.parts['pt-BR'] = ptBR;
