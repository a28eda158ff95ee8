// First, as on the platform: it patches the DOM that everything else uses.
import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import Shell from 'local/shell';

document.body.append(createElement('local-shell', { is: Shell }));
