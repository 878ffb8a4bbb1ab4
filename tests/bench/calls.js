/**
 * The calls of the browser that no survey with a config of its own can do without before it asks nobody: request the
 * config, look whether something waits to be sent, whether the visitor has opted out, and which unit this is. What this takes
 * is the browser's; what cx7 takes beyond it, its own.
 */
const request = new XMLHttpRequest();
request.open('GET', document.currentScript.dataset.config);
request.timeout = 10_000;
request.onloadend = () => {
  const { survey } = JSON.parse(request.responseText);
  sessionStorage[`unit:${survey}`] ??= `${Math.random()}`;
  return localStorage[`waiting:${survey}`] || navigator.globalPrivacyControl || location.pathname;
};
request.send();
