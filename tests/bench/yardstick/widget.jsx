import { render } from 'preact';
import { useState } from 'preact/hooks';
import css from './widget.css';

/**
 * The least that a survey of this kind can be: Preact, the seven statements with native radios, a plain style sheet and a
 * shadow root. It stores nothing, sends nothing and asks nobody whether it is welcome.
 */
const STATEMENTS = [
  'I am satisfied with the service I received from {service}.',
  'This interaction increased my confidence in {service}.',
  'My need was addressed.',
  'It was easy to complete what I needed to do.',
  'It took a reasonable amount of time to do what I needed to do.',
  'I was treated fairly.',
  'Employees I interacted with were helpful.',
];
const SCALE = ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'];

function Statement({ name, text }) {
  const [chosen, choose] = useState();
  return (
    <fieldset>
      <legend>{text}</legend>
      {SCALE.map((label) => (
        <label>
          <input type="radio" name={name} checked={chosen === label} onChange={() => choose(label)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Widget({ service }) {
  return (
    <section aria-label="Survey">
      <style>{css}</style>
      <h2>How did it go?</h2>
      {STATEMENTS.map((text, i) => (
        <Statement name={`q${i + 1}`} text={text.replace('{service}', service)} />
      ))}
      <button type="button">Send</button>
    </section>
  );
}

const host = document.createElement('div');
host.dataset.yardstick = '';
document.body.append(host);
render(<Widget service={window.yardstick.names.service} />, host.attachShadow({ mode: 'open' }));
