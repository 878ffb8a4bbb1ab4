import './strip.js';

/** Copies the message onto the page; the console has it as well, since nobody prevents that. */
window.cx7.on('error', ({ detail: { error } }) => {
  document.querySelector('#message').textContent = `cx7: ${error.message}`;
});
