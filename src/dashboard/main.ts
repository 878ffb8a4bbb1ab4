import { h, render } from 'preact';
import { Dashboard } from './Dashboard.tsx';

const root = document.getElementById('dashboard');
if (root) render(h(Dashboard, { open: root.dataset.open === 'true' }), root);
