/**
 * What a service page runs before cx7: a script of its own, which like the analytics of nearly every public site looks at
 * the page and both storages and reports. The browser makes ready what it has of these the first time that they are used,
 * and whoever comes first pays. No promises, no timers, and no event that it hears while it is measured: what these take is
 * cx7's alone.
 */
(() => {
  const { dataset } = document.currentScript;
  sessionStorage.visit ??= `${Math.random()}`;
  localStorage.visits = Number(localStorage.visits ?? 0) + 1;
  const request = new XMLHttpRequest();
  request.open('POST', dataset.to);
  request.send(JSON.stringify({ path: location.pathname, language: navigator.language, visit: sessionStorage.visit }));
  addEventListener('scroll', () => {}, { passive: true });
})();
