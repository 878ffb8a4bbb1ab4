import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { Content, latePart, Whole } from './hydrated.ts';

/** Takes over what the server has drawn, when the test says so; its late part when the test says that. */
const told = (name: string) => new Promise<void>((resolve) => addEventListener(name, () => resolve(), { once: true }));
const LatePart = latePart(told('part'));
await told('hydrate');
const app = document.getElementById('app');
if (app) hydrateRoot(app, createElement(Content, { Part: LatePart }));
else hydrateRoot(document, createElement(Whole, { Part: LatePart }));
