import { defineElements } from 'cvsp';
import 'cvsp/cvsp.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.jsx';
import './page.css';

defineElements();
createRoot(document.getElementById('root')).render(<App />);
