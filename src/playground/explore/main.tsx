import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './playground.css';
import { createRoot } from 'react-dom/client';
import { fetchOpening } from './opening.ts';
import { Playground } from './playground.tsx';

const place = document.querySelector('#playground');
if (!place) throw new Error('The page has no place for the playground.');
createRoot(place).render(<Playground opening={await fetchOpening()} />);
