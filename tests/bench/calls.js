/**
 * The calls of the browser that no survey with a config of its own can do without before it asks nobody: request the
 * config, or find it in the page; look whether something waits to be sent, whether the visitor has opted out, and which unit
 * this is. What this takes is the browser's; what cx7 takes beyond it, its own.
 */
(() => {
  const address = document.currentScript.dataset.config;
  if (!address) return call(document.querySelector('script[data-cx7]').textContent);
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.timeout = 10_000;
  request.onloadend = () => call(request.responseText);
  request.send();

  function call(text) {
    const { survey } = JSON.parse(text);
    sessionStorage[`unit:${survey}`] ??= `${Math.random()}`;
    return localStorage[`waiting:${survey}`] || navigator.globalPrivacyControl || location.pathname;
  }
})();
