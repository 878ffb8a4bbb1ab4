import { ptBR } from '../instrument/pt-BR.ts';

window.cx7!.parts['pt-BR'] = ptBR;
